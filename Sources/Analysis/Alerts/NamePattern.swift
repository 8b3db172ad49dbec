/// A name, or a pattern of names: `*` stands for any characters, also none, `?` for one.
package struct NamePattern: Sendable, Hashable {
  /// The pattern as it was written.
  package let text: String
  private let characters: [Unicode.Scalar]

  package init(_ text: String) {
    self.text = text
    characters = Array(text.unicodeScalars)
  }

  /// Whether the pattern is a name and nothing else.
  package var isName: Bool { !characters.contains { $0 == "*" || $0 == "?" } }

  /// Whether a name is one of those the pattern stands for.
  ///
  /// - Complexity: O(*n m*) at worst, *n* and *m* being the lengths; no recursion, so a pattern of many
  ///   stars cannot blow up.
  package func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    var (position, place) = (0, 0)
    /// Where the last star stands, and how much of the name it has taken so far.
    var star: (place: Int, position: Int)?
    while position < name.count {
      if place < characters.count, characters[place] == "*" {
        star = (place, position)
        place += 1
      } else if place < characters.count,
        characters[place] == "?" || characters[place] == name[position]
      {
        (position, place) = (position + 1, place + 1)
      } else if let last = star {
        star = (last.place, last.position + 1)
        (position, place) = (last.position + 1, last.place + 1)
      } else {
        return false
      }
    }
    return characters[place...].allSatisfy { $0 == "*" }
  }
}
