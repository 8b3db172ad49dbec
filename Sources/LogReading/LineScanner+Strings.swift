internal import MetricLog

/// A string value: a run of the line's bytes, or the scanner's scratch when it had escapes.
struct StringToken {
  var start: Cursor
  var count: Int
  /// Whether the text is in the scratch buffer and not in the line.
  var isDecoded: Bool
}

extension LineScanner {
  /// Reads a string value and returns its symbol.
  @inline(__always)
  mutating func symbol(_ field: FieldName) throws(ScanFailure) -> Symbol {
    let token = try string(field)
    return intern(token)
  }

  /// Reads a string value.
  @inline(__always)
  mutating func string(_ field: FieldName) throws(ScanFailure) -> StringToken {
    guard cursor.byte == Ascii.quote else { throw try wrongType(field) }
    cursor.advance(1)
    return try stringBody()
  }

  @inline(__always)
  mutating func intern(_ token: StringToken) -> Symbol {
    if token.isDecoded { return batch.symbols.intern(utf8: scratch) }
    let words = token.start.nameWords(count: token.count)
    return token.start.withSpan(count: token.count) { batch.symbols.intern($0, words) }
  }

  /// Reads a string whose opening quote has been read, through its closing quote.
  @inline(__always)
  mutating func stringBody() throws(ScanFailure) -> StringToken {
    let start = cursor
    var place = start
    while true {
      let stop = Swar.stringStop(place.word(at: 0))
      if stop == 0 {
        place.advance(8)
        continue
      }
      place.advance(stop.trailingZeroBitCount >> 3)
      if place.byte == Ascii.quote {
        cursor = place.advanced(by: 1)
        return StringToken(
          start: start,
          count: place.distance(from: start),
          isDecoded: false
        )
      }
      cursor = place
      if cursor.byte < 0x80 { return try escapedString(from: start) }
      try utf8Sequence()
      place = cursor
    }
  }

  /// Reads on at a backslash or a control character; collects the decoded text in the scratch.
  @inline(never)
  private mutating func escapedString(from start: Cursor) throws(ScanFailure) -> StringToken {
    scratch.removeAll(keepingCapacity: true)
    var run = start
    while true {
      switch cursor.byte {
      case Ascii.quote:
        appendToScratch(run)
        cursor.advance(1)
        return StringToken(start: start, count: scratch.count, isDecoded: true)
      case Ascii.backslash:
        appendToScratch(run)
        cursor.advance(1)
        try escape()
        run = cursor
      case 0x80...: try utf8Sequence()
      case ..<0x20: throw fail(.invalidJSON)
      default: cursor.advance(1)
      }
    }
  }

  private mutating func appendToScratch(_ run: Cursor) {
    scratch.append(contentsOf: run.copy(count: cursor.distance(from: run)))
  }

  /// Decodes one escape into the scratch; the backslash has been read.
  private mutating func escape() throws(ScanFailure) {
    let byte = cursor.byte
    switch byte {
    case Ascii.quote, Ascii.backslash, Ascii.slash: scratch.append(byte)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "u"):
      cursor.advance(1)
      try unicodeEscape()
      return
    default: throw fail(.invalidJSON)
    }
    cursor.advance(1)
  }

  /// Decodes `\uXXXX`, a pair of them for a character beyond the first plane; the `u` has been
  /// read.
  ///
  /// A surrogate without its other half becomes U+FFFD: the text stays UTF-8, the line good.
  private mutating func unicodeEscape() throws(ScanFailure) {
    var scalar = try hexQuad()
    if scalar & 0xFC00 == 0xD800, cursor.byte == Ascii.backslash,
      cursor.byte(at: 1) == UInt8(ascii: "u")
    {
      let beforePair = cursor
      cursor.advance(2)
      let low = try hexQuad()
      if low & 0xFC00 == 0xDC00 {
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
      } else {
        cursor = beforePair
      }
    }
    scratch.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }

  private mutating func hexQuad() throws(ScanFailure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Self.hexDigit(cursor.byte) else { throw fail(.invalidJSON) }
      value = value << 4 | UInt32(digit)
      cursor.advance(1)
    }
    return value
  }

  static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Steps over one character beyond ASCII: shortest form only, no surrogates, at most U+10FFFF
  /// (the table of the Unicode Standard, section 3.9, "Well-Formed UTF-8 Byte Sequences").
  @inline(never)
  mutating func utf8Sequence() throws(ScanFailure) {
    let first = cursor.byte
    let second = cursor.byte(at: 1)
    let secondRange: ClosedRange<UInt8>
    let length: Int
    switch first {
    case 0xC2...0xDF: (secondRange, length) = (0x80...0xBF, 2)
    case 0xE0: (secondRange, length) = (0xA0...0xBF, 3)
    case 0xE1...0xEC, 0xEE...0xEF: (secondRange, length) = (0x80...0xBF, 3)
    case 0xED: (secondRange, length) = (0x80...0x9F, 3)
    case 0xF0: (secondRange, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (secondRange, length) = (0x80...0xBF, 4)
    case 0xF4: (secondRange, length) = (0x80...0x8F, 4)
    default: throw fail(.invalidUTF8)
    }
    guard secondRange.contains(second) else { throw fail(.invalidUTF8) }
    // Each byte is looked at only after the one before it was no newline.
    for index in 2..<max(2, length) where !(0x80...0xBF).contains(cursor.byte(at: index)) {
      throw fail(.invalidUTF8)
    }
    cursor.advance(length)
  }
}
