/// Strings and block strings as the canonical form writes them.
enum PrintedString {
  private static let quote = UInt8(ascii: "\"")

  /// The value in quotes, control characters escaped.
  static func quoted(_ value: [UInt8]) -> [UInt8] {
    var printed: [UInt8] = [quote]
    var index = 0
    while index < value.count {
      let byte = value[index]
      switch byte {
      case quote, UInt8(ascii: "\\"): printed += [UInt8(ascii: "\\"), byte]
      case 0x20...0x7E: printed.append(byte)
      case 0xC2 where index + 1 < value.count && value[index + 1] < 0xA0:
        // U+0080 to U+009F, the second block of control characters.
        index += 1
        printed += escape(value[index])
      case 0x00...0x1F, 0x7F: printed += escape(byte)
      default: printed.append(byte)
      }
      index += 1
    }
    return printed + [quote]
  }

  private static func escape(_ code: UInt8) -> [UInt8] {
    switch code {
    case 0x08: return Array("\\b".utf8)
    case 0x09: return Array("\\t".utf8)
    case 0x0A: return Array("\\n".utf8)
    case 0x0C: return Array("\\f".utf8)
    case 0x0D: return Array("\\r".utf8)
    default:
      let digits = String(code, radix: 16, uppercase: true)
      return Array("\\u00".utf8) + (code < 16 ? [48] : []) + Array(digits.utf8)
    }
  }

  /// The value in triple quotes, on lines of its own where that reads better or is needed.
  static func block(_ value: [UInt8]) -> [UInt8] {
    let escaped = escapingTripleQuotes(value)
    let lines = escaped.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let isSingleLine = lines.count == 1
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let needsLeadingLine =
      !isSingleLine && lines.dropFirst().allSatisfy { $0.first.map(isBlank) ?? true }
    let endsWithQuotes = escaped.suffix(4) == Array("\\\"\"\"".utf8)[...]
    let needsTrailingLine =
      value.last == quote && !endsWithQuotes || value.last == UInt8(ascii: "\\")
    let scalars = value.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    let isSpread =
      !isSingleLine || scalars > 70 || needsTrailingLine || needsLeadingLine || endsWithQuotes
    let skipsLeadingLine = isSingleLine && (value.first.map(isBlank) ?? false)
    let quotes = [quote, quote, quote]
    return quotes + (isSpread && !skipsLeadingLine || needsLeadingLine ? [10] : []) + escaped
      + (isSpread || needsTrailingLine ? [10] : []) + quotes
  }

  private static func escapingTripleQuotes(_ value: [UInt8]) -> [UInt8] {
    var escaped: [UInt8] = []
    var index = 0
    while index < value.count {
      if index + 3 <= value.count, value[index..<index + 3].allSatisfy({ $0 == quote }) {
        escaped += [UInt8(ascii: "\\"), quote, quote, quote]
        index += 3
      } else {
        escaped.append(value[index])
        index += 1
      }
    }
    return escaped
  }
}
