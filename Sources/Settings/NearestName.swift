/// Finds what somebody may have meant.
package enum NearestName {
  /// The known name that is nearest to a mistyped one, if any is near.
  ///
  /// The distance is that of Damerau and Levenshtein with adjacent swaps; a third of the letters may be
  /// wrong. A name that begins or ends with what was written counts as near, too. Of equally near names
  /// the first in the order of letters is given.
  package static func of(_ name: String, among known: some Sequence<String>) -> String? {
    let written = Array(name.lowercased().unicodeScalars.prefix(80))
    guard !written.isEmpty else { return nil }
    let most = max(1, written.count / 3)
    let ranked = known.sorted().map { candidate in
      (candidate, distance(written, Array(candidate.unicodeScalars)))
    }
    if let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= most { return best.0 }
    guard written.count >= 3 else { return nil }
    let text = name.lowercased()
    return ranked.map(\.0).first { candidate in
      candidate.hasPrefix(text) || candidate.hasSuffix(text)
        || (candidate.count >= 3 && (text.hasPrefix(candidate) || text.hasSuffix(candidate)))
    }
  }

  /// How many letters have to be added, removed, replaced or swapped with their neighbour.
  ///
  /// - Complexity: O(*n m*).
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var next = [row + 1]
      for (column, other) in right.enumerated() {
        var least = min(
          last[column] + (letter == other ? 0 : 1),
          last[column + 1] + 1,
          next[column] + 1
        )
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          least = min(least, beforeLast[column - 1] + 1)
        }
        next.append(least)
      }
      (beforeLast, last) = (last, next)
    }
    return last[right.count]
  }
}
