/// Tells a line that lacks its end from one that was cut.
enum LineEnding {
  /// Whether a text is one JSON object from its first byte to its last, as far as brackets say.
  ///
  /// The writer's own lines are JSON up to where they were cut, so no more needs to be checked.
  ///
  /// - Complexity: O(*n*), *n* being the bytes.
  static func isWholeObject(_ text: [UInt8]) -> Bool {
    guard text.first == UInt8(ascii: "{") else { return false }
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in text.enumerated() {
      if isInString {
        if !isEscaped, byte == UInt8(ascii: "\"") { isInString = false }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth == 0 { return index == text.count - 1 }
    }
    return false
  }
}
