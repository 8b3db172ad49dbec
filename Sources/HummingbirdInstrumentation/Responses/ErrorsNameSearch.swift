/// Looks for `"errors"` in a response, most of which have none.
package enum ErrorsNameSearch {
  private static let lastIndex = 7

  /// Whether the eight bytes `"errors"` stand anywhere in a text.
  ///
  /// The search is Horspool's: it looks at the last of eight bytes first, and most bytes there rule
  /// out seven or eight positions at once.
  ///
  /// - Complexity: O(*n*), *n* being the bytes; some tenths of a nanosecond each.
  package static func finds(in text: Span<UInt8>) -> Bool {
    var end = lastIndex
    while end < text.count {
      switch text[end] {
      case UInt8(ascii: "\""):
        if isName(in: text, endingAt: end) { return true }
        end += 7
      case UInt8(ascii: "e"): end += 6
      case UInt8(ascii: "o"): end += 3
      case UInt8(ascii: "r"): end += 2
      case UInt8(ascii: "s"): end += 1
      default: end += 8
      }
    }
    return false
  }

  private static func isName(in text: Span<UInt8>, endingAt end: Int) -> Bool {
    text[end - 1] == UInt8(ascii: "s") && text[end - 2] == UInt8(ascii: "r")
      && text[end - 3] == UInt8(ascii: "o") && text[end - 4] == UInt8(ascii: "r")
      && text[end - 5] == UInt8(ascii: "r") && text[end - 6] == UInt8(ascii: "e")
      && text[end - 7] == UInt8(ascii: "\"")
  }
}
