/// What strings stand for: escapes resolved, block strings freed of their indentation.
enum StringLiteral {
  /// The value of a string or block string token, whose bytes are given with their quotes.
  static func value(_ bytes: [UInt8], _ range: TextRange, isBlock: Bool) -> [UInt8] {
    let quotes = isBlock ? 3 : 1
    let content = range.bounds.dropFirst(quotes).dropLast(quotes)
    return isBlock ? blockValue(bytes, content) : quotedValue(bytes, content)
  }

  private static func quotedValue(_ bytes: [UInt8], _ content: Range<Int>) -> [UInt8] {
    var value: [UInt8] = []
    value.reserveCapacity(content.count)
    var index = content.lowerBound
    while index < content.upperBound {
      if bytes[index] == UInt8(ascii: "\\"),
        let escape = StringEscape(in: bytes, at: index, end: content.upperBound)
      {
        value.append(contentsOf: String(escape.scalar).utf8)
        index += escape.length
      } else {
        value.append(bytes[index])
        index += 1
      }
    }
    return value
  }

  /// The specification's algorithm BlockStringValue.
  private static func blockValue(_ bytes: [UInt8], _ content: Range<Int>) -> [UInt8] {
    let lines = lines(of: bytes, content)
    let texts = lines.map { line in (line, indent: indent(of: line)) }
    let common = texts.dropFirst().filter { $0.indent < $0.0.count }.map(\.indent).min() ?? 0
    guard let first = texts.firstIndex(where: { $0.indent < $0.0.count }),
      let last = texts.lastIndex(where: { $0.indent < $0.0.count })
    else { return [] }
    var value: [UInt8] = []
    for index in first...last {
      if index > first { value.append(UInt8(ascii: "\n")) }
      value += index == 0 ? lines[0][...] : lines[index].dropFirst(common)
    }
    return value
  }

  private static func indent(of line: [UInt8]) -> Int {
    line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
  }

  /// The lines, with `\"""` turned into three quotes.
  private static func lines(of bytes: [UInt8], _ content: Range<Int>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var index = content.lowerBound
    while index < content.upperBound {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if byte == UInt8(ascii: "\r"), bytes[index] == UInt8(ascii: "\n"),
          index < content.upperBound
        {
          index += 1
        }
        lines.append(line)
        line = []
      case UInt8(ascii: "\\")
      where index + 3 <= content.upperBound && bytes[index..<index + 3].allSatisfy { $0 == 34 }:
        line += [34, 34, 34]
        index += 3
      default: line.append(byte)
      }
    }
    return lines + [line]
  }
}
