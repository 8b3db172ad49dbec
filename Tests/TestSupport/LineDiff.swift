/// The lines in which two texts differ, for people.
enum LineDiff {
  /// Lists removed and added lines with their numbers, at most `limit` of them.
  static func text(expected: String, actual: String, limit: Int = 60) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    var changes: [(line: Int, text: String)] = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, let element, _):
        changes.append((offset, "-\(offset + 1): \(element)"))
      case .insert(let offset, let element, _):
        changes.append((offset, "+\(offset + 1): \(element)"))
      }
    }
    let sorted = changes.enumerated().sorted {
      ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
    }
    let shown = sorted.prefix(limit).map(\.element.text).joined(separator: "\n")
    return changes.count > limit ? shown + "\n(\(changes.count - limit) more)" : shown
  }
}
