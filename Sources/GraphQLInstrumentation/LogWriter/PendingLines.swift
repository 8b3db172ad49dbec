/// Encoded lines that are not in the file yet, and what each stands for.
///
/// When the system takes only some of them, the others are taken back as if they had never been:
/// their numbers are given again, so that no number is missing in the log.
struct PendingLines {
  /// What a line stands for.
  enum Meaning {
    /// The record with this index in the batch.
    case record(Int)
    /// The record with this index had no line that a reader would accept, so there is none.
    case unwritable(Int)
    case explanation(ExplanationKey)
    /// A `writer` record that says so many records were dropped.
    case writer(dropped: Int)
  }

  struct Line {
    /// Where the line ends in the bytes.
    var end: Int
    var meaning: Meaning

    /// Whether the line has a number of its own.
    var isNumbered: Bool {
      if case .unwritable = meaning { false } else { true }
    }
  }

  /// Whole lines.
  var bytes: [UInt8] = []
  private(set) var lines: [Line] = []

  var isEmpty: Bool { lines.isEmpty }

  /// Notes that the bytes behind the last line are a line.
  mutating func endLine(_ meaning: Meaning) {
    lines.append(Line(end: bytes.count, meaning: meaning))
  }

  /// Forgets the bytes behind the last line.
  mutating func dropUnendedBytes() {
    bytes.removeLast(bytes.count - (lines.last?.end ?? 0))
  }

  /// The bytes behind the last line.
  var unendedBytes: Int { bytes.count - (lines.last?.end ?? 0) }

  /// The end of the last whole line among the first bytes.
  func wholeLines(among count: Int) -> Int {
    lines.last { $0.end <= count }?.end ?? 0
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }
}
