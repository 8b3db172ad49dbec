internal import MetricLog

extension LineScanner {
  /// How deep arrays and objects may be nested, the record itself being the first level.
  static var maximumDepth: Int { 64 }

  /// Checks and skips a value of any type.
  @inline(never)
  mutating func skipValue() throws(ScanFailure) {
    switch cursor.byte {
    case Ascii.quote:
      cursor.advance(1)
      _ = try stringBody()
    case Ascii.openBrace: try skipObject()
    case Ascii.openBracket: try skipArray()
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case Ascii.lowercaseN: try literal("null")
    case Ascii.minus, UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try decimal()
    case UInt8(ascii: "N"): throw notANumber("NaN")
    case UInt8(ascii: "I"): throw notANumber("Infinity")
    default: throw try invalidByte()
    }
  }

  private mutating func skipObject() throws(ScanFailure) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw fail(.nestedTooDeep) }
    cursor.advance(1)
    skipSpace()
    if cursor.byte == Ascii.closeBrace {
      depth -= 1
      cursor.advance(1)
      return
    }
    while true {
      guard cursor.byte == Ascii.quote else { throw try invalidByte() }
      cursor.advance(1)
      _ = try stringBody()
      skipSpace()
      guard cursor.byte == Ascii.colon else { throw try invalidByte() }
      cursor.advance(1)
      skipSpace()
      try skipValue()
      if try containerEnds(Ascii.closeBrace) { return }
    }
  }

  private mutating func skipArray() throws(ScanFailure) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw fail(.nestedTooDeep) }
    cursor.advance(1)
    skipSpace()
    if cursor.byte == Ascii.closeBracket {
      depth -= 1
      cursor.advance(1)
      return
    }
    while true {
      try skipValue()
      if try containerEnds(Ascii.closeBracket) { return }
    }
  }

  /// Behind a value: steps over the closing bracket and returns true, or over a comma.
  private mutating func containerEnds(_ close: UInt8) throws(ScanFailure) -> Bool {
    skipSpace()
    let byte = cursor.byte
    guard byte == Ascii.comma || byte == close else { throw try invalidByte() }
    cursor.advance(1)
    if byte == close {
      depth -= 1
      return true
    }
    skipSpace()
    return false
  }

  /// Steps over `true`, `false` or `null`.
  mutating func literal(_ text: String) throws(ScanFailure) {
    guard matches(text) else { throw try invalidByte() }
    cursor.advance(text.utf8.count)
  }

  /// Whether the line goes on with these bytes.
  ///
  /// Stops at the first difference, so that nothing behind the line's newline decides.
  private mutating func matches(_ text: String) -> Bool {
    for (index, byte) in text.utf8.enumerated() where cursor.byte(at: index) != byte {
      return false
    }
    return true
  }

  mutating func notANumber(_ text: String) -> ScanFailure {
    fail(matches(text) ? .notANumber : .invalidJSON)
  }

  /// A character where JSON has none; bytes that are no character at all are told apart.
  private mutating func invalidByte() throws(ScanFailure) -> ScanFailure {
    let failure = fail(.invalidJSON)
    if cursor.byte >= 0x80 { try utf8Sequence() }
    return failure
  }
}
