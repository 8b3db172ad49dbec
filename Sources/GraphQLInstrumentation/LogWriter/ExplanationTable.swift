internal import MetricLog

/// A hash that requests carry.
enum ExplanationKey: Hashable {
  case operation(UInt64)
  case statement(UInt64)
}

/// The texts behind hashes, kept so that every file can explain what it uses.
///
/// Bounded by number and size: the quarter that was not used for longest is forgotten when the table
/// is full. A forgotten hash stays unexplained in later files, and the requests are counted all the
/// same.
struct ExplanationTable {
  /// What explains a hash.
  enum Explanation {
    case operation(OperationRecord)
    case statement(StatementRecord)
  }

  private struct Entry {
    var explanation: Explanation
    var bytes: Int
    /// The number of the file that has it; 0 is none.
    var file = 0
    /// When it was used last, by ``ExplanationTable/uses``.
    var lastUse: UInt64
  }

  private var entries: [ExplanationKey: Entry] = [:]
  private var bytes = 0
  private var uses: UInt64 = 0
  private let limitCount: Int
  private let limitBytes: Int

  /// Longer texts are cut, so that their line stays below 1 MiB even if every byte is escaped.
  static let textLimitBytes = 128 << 10

  init(limitCount: Int = 20_000, limitBytes: Int = 16 << 20) {
    self.limitCount = limitCount
    self.limitBytes = limitBytes
  }

  /// The hashes that the table knows.
  var count: Int { entries.count }

  /// Learns the text behind a signature.
  mutating func learn(_ record: OperationRecord) {
    var record = record
    // A line without its text would be refused by readers.
    record.document = Self.cut(record.document ?? "")
    let size = (record.document?.utf8.count ?? 0) + (record.name?.utf8.count ?? 0)
    insert(.operation(record), .operation(record.signature), textBytes: size)
  }

  /// Learns the text behind a fingerprint.
  mutating func learn(_ record: StatementRecord) {
    var record = record
    record.text = Self.cut(record.text)
    insert(.statement(record), .statement(record.fingerprint), textBytes: record.text.utf8.count)
  }

  /// The explanation of a hash if a file does not have it yet; from now on it counts as having it.
  mutating func claim(_ key: ExplanationKey, file: Int) -> Explanation? {
    guard let index = entries.index(forKey: key) else { return nil }
    uses += 1
    entries.values[index].lastUse = uses
    guard entries.values[index].file != file else { return nil }
    entries.values[index].file = file
    return entries.values[index].explanation
  }

  /// Takes a claim back: the file does not have it after all.
  mutating func disclaim(_ key: ExplanationKey) {
    entries[key]?.file = 0
  }

  /// Forgets a hash.
  mutating func forget(_ key: ExplanationKey) {
    if let entry = entries.removeValue(forKey: key) { bytes -= entry.bytes }
  }

  private mutating func insert(_ explanation: Explanation, _ key: ExplanationKey, textBytes: Int) {
    let file = entries[key]?.file ?? 0
    forget(key)
    uses += 1
    let size = textBytes + 256
    if entries.count >= limitCount || bytes + size > limitBytes { forgetOldest() }
    entries[key] = Entry(explanation: explanation, bytes: size, file: file, lastUse: uses)
    bytes += size
  }

  private mutating func forgetOldest() {
    let ages = entries.values.map(\.lastUse).sorted()
    guard !ages.isEmpty else { return }
    let newestForgotten = ages[ages.count / 4]
    for (key, entry) in entries where entry.lastUse <= newestForgotten { forget(key) }
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > textLimitBytes else { return text }
    var end = text.utf8.index(text.utf8.startIndex, offsetBy: textLimitBytes)
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return String(text[..<end]) + "…"
  }
}
