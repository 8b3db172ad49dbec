internal import MetricLog

/// The resolver calls of one request.
struct FieldTally: Sendable {
  private struct Entry: Sendable {
    var calls = 0
    var nanoseconds: Int64 = 0
    var items: Int?
  }

  /// The most entries of a record, so that its line stays short; those with the most time stay.
  static let recordLimit = 200

  /// Calls, listed or not.
  private(set) var calls = 0

  private var index = KeyIndex<String>(limit: 1024)
  private var entries: [Entry] = []

  mutating func add(_ field: String, calls: Int, nanoseconds: Int64, items: Int?) {
    self.calls.increase(by: calls)
    guard let (position, isNew) = index.position(of: field) else { return }
    if position == 0, isNew { entries.reserveCapacity(KeyIndex<String>.usualKeys) }
    if isNew { entries.append(Entry()) }
    entries[position].calls.increase(by: calls)
    entries[position].nanoseconds.increase(by: nanoseconds)
    guard let items else { return }
    var sum = entries[position].items ?? 0
    sum.increase(by: items)
    entries[position].items = sum
  }

  /// What the record says.
  func record() -> [RequestRecord.FieldCall] {
    guard entries.count > Self.recordLimit else { return entries.indices.map(call) }
    let order = entries.indices.sorted { entries[$0].nanoseconds > entries[$1].nanoseconds }
    return order.prefix(Self.recordLimit).map(call)
  }

  private func call(_ position: Int) -> RequestRecord.FieldCall {
    RequestRecord.FieldCall(
      field: index.keys[position],
      calls: entries[position].calls,
      timeNanoseconds: entries[position].nanoseconds,
      items: entries[position].items
    )
  }
}
