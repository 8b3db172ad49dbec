extension String {
  /// The string's beginning, at most so many bytes of UTF-8; nothing is cut within a character.
  package func limited(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: limit)
    // A position within a scalar has no counterpart among the string's own.
    while end > utf8.startIndex, end.samePosition(in: unicodeScalars) == nil {
      end = utf8.index(before: end)
    }
    return String(self[..<end])
  }
}
