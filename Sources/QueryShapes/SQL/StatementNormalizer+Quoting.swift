extension StatementNormalizer {
  /// A string in single quotes, or in double ones where those mean a string.
  mutating func string(escapes: Bool) {
    position = endOfQuoted(from: position, escapes: escapes).end
    literal()
  }

  /// The end of quoted text; a doubled quote does not end it, nor does an escaped one.
  private func endOfQuoted(from start: Int, escapes: Bool) -> (end: Int, isClosed: Bool) {
    let quote = input[start]
    let other = escapes ? UInt8(ascii: "\\") : quote
    var index = start &+ 1
    while true {
      index = input.next(quote, or: other, from: index)
      guard index < count else { break }
      if input[index] == quote, input[index &+ 1] != quote { return (index &+ 1, true) }
      // A doubled quote, or a backslash and what it escapes.
      index &+= 2
    }
    return (count, false)
  }

  /// Text in double quotes: a string in MySQL, a name in PostgreSQL, elsewhere what fits its place.
  mutating func doubleQuoted() {
    if dialect == .mysql { return string(escapes: true) }
    let start = position
    var (end, isClosed) = endOfQuoted(from: start, escapes: false)
    position = end
    guard isClosed, isName(start..<end) else { return literal() }
    if input[end] == UInt8(ascii: ".") {
      // The parts of a qualified name, in one go.
      while input[end] == UInt8(ascii: "."), input[end + 1] == UInt8(ascii: "\"") {
        let part = end + 1
        (end, isClosed) = endOfQuoted(from: part, escapes: false)
        guard isClosed, isName(part..<end) else { break }
        position = end
      }
    } else if dialect != .postgres, isValue(start..<end) {
      return literal()
    }
    write(name: start..<position)
  }

  /// Whether text in double quotes can be a name.
  private func isName(_ range: Range<Int>) -> Bool {
    if dialect == .postgres || lastWord == .as { return true }
    for index in range.lowerBound &+ 1..<range.upperBound &- 1 where letters[Int(input[index])] == 0
    {
      switch input[index] {
      case UInt8(ascii: "$"), UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: ":"),
        UInt8(ascii: "-"):
        continue
      default: return false
      }
    }
    return true
  }

  /// Whether text in double quotes stands where only a value makes sense.
  ///
  /// SQLite takes `"x"` for a string when there is no column x, and an unknown database may be one
  /// that does. A comparison of two columns loses the second one's name by this.
  private func isValue(_ range: Range<Int>) -> Bool {
    if lastWord == .as { return false }
    var next = range.upperBound
    while next < count, StatementByte.of(input[next]) == .space { next += 1 }
    if input[next] == UInt8(ascii: ".") { return false }
    let isInList = frame.kind != .other && (last == .open || last == .comma)
    return isInList || last == .symbol || lastWord == .like || lastWord == .between
  }

  /// A name in backticks or brackets.
  mutating func quotedName(until closing: UInt8) {
    let start = position
    var index = start + 1
    while index < count {
      if input[index] == closing {
        if input[index + 1] != closing { break }
        index += 1
      }
      index += 1
    }
    position = min(index + 1, count)
    if index >= count { return literal() }
    write(name: start..<position)
  }

  /// `[name]` in SQLite, an array's brackets elsewhere.
  mutating func bracket() {
    if dialect == .sqlite { return quotedName(until: UInt8(ascii: "]")) }
    operators()
  }

  /// `?`, `$1`, `$tag$`, `:name`, `@name`, `%s`, or an operator that begins like one.
  mutating func placeholder(_ byte: UInt8) {
    let next = input[position + 1]
    switch byte {
    case UInt8(ascii: "?"):
      let isOperator = next == UInt8(ascii: "&") || next == UInt8(ascii: "|")
      if dialect == .postgres, isOperator { return operators() }
      number()
    case UInt8(ascii: "$"): dollar(next)
    case UInt8(ascii: ":"):
      if next == UInt8(ascii: ":") { return write(cast: 2) }
      if StatementByte.of(next).continuesName { return number() }
      operators()
    case UInt8(ascii: "@"): at(next)
    default: percent(next)
    }
  }

  private mutating func dollar(_ next: UInt8) {
    if StatementByte.of(next) == .digit { return number() }
    let isParameter = StatementByte.of(next) == .name
    if dialect == .sqlite || dialect == .mysql {
      return isParameter ? number() : operators()
    }
    var index = position + 1
    while StatementByte.of(input[index]).continuesName { index += 1 }
    guard input[index] == UInt8(ascii: "$") else { return isParameter ? number() : operators() }
    position = endOfDollarQuoted(tag: position..<index + 1)
    literal()
  }

  /// The end of `$tag$ … $tag$`.
  ///
  /// A tag has no `$` inside, so a comparison never runs past the next one: linear time.
  private func endOfDollarQuoted(tag: Range<Int>) -> Int {
    var index = tag.upperBound
    while index < count {
      if input[index] == UInt8(ascii: "$") {
        var length = 1
        while length < tag.count, input[index + length] == input[tag.lowerBound + length] {
          length += 1
        }
        if length == tag.count { return index + length }
        index += length
      } else {
        index += 1
      }
    }
    return count
  }

  private mutating func at(_ next: UInt8) {
    switch dialect {
    case .mysql:
      // A variable of the session, or with two of them of the server: a name.
      let start = position
      position += next == UInt8(ascii: "@") ? 2 : 1
      while StatementByte.of(input[position]).continuesName { position += 1 }
      write(name: start..<position)
    case .postgres: operators()
    case .ansi, .sqlite:
      if StatementByte.of(next).continuesName { number() } else { operators() }
    }
  }

  /// `%s` and `%(name)s` as Python's drivers write them; touching a name it is a remainder.
  private mutating func percent(_ next: UInt8) {
    let isApart = position == 0 || !StatementByte.of(input[position - 1]).continuesName
    if isApart, next == UInt8(ascii: "s"), !StatementByte.of(input[position + 2]).continuesName {
      position += 2
      return literal()
    }
    if isApart, next == UInt8(ascii: "(") {
      var index = position + 2
      while StatementByte.of(input[index]).continuesName { index += 1 }
      if input[index] == UInt8(ascii: ")"), input[index + 1] == UInt8(ascii: "s") {
        position = index + 2
        return literal()
      }
    }
    operators()
  }

  /// One operator: characters that belong together stay together.
  mutating func operators() {
    let start = position
    position += 1
    while Self.joinsOperator(input[position]) { position += 1 }
    write(symbol: start..<position)
  }

  private static func joinsOperator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"),
      UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
