internal import MetricLog

/// The statements of one request.
struct StatementTally: Sendable {
  /// A statement on behalf of a field.
  struct Key: Hashable, Sendable {
    var fingerprint: UInt64
    var field: String?
  }

  private struct Entry: Sendable {
    var count = 0
    var nanoseconds: Int64 = 0
    var distinct = DistinctCounter()
    /// How many runs did not say what their parameters were.
    var unknownParameters = 0
  }

  /// The most entries of a record, as the format has it.
  static let recordLimit = 50

  /// Statements that ran, listed or not.
  private(set) var count = 0
  /// The sum of their times.
  private(set) var nanoseconds: Int64 = 0
  /// Waits for connections were measured, if only as none.
  private(set) var waitNanoseconds: Int64?
  /// Anything was measured at all.
  private(set) var isUsed = false

  private var index = KeyIndex<Key>(limit: 512)
  private var entries: [Entry] = []

  mutating func add(_ key: Key, parameters: StatementParameters?, nanoseconds time: Int64) {
    isUsed = true
    count.increase(by: 1)
    nanoseconds.increase(by: time)
    guard let (position, isNew) = index.position(of: key) else { return }
    if position == 0, isNew { entries.reserveCapacity(KeyIndex<Key>.usualKeys) }
    if isNew { entries.append(Entry()) }
    entries[position].count.increase(by: 1)
    entries[position].nanoseconds.increase(by: time)
    if let parameters {
      entries[position].distinct.insert(parameters.hash)
    } else {
      entries[position].unknownParameters += 1
    }
  }

  /// Counts statements of which nothing else is known.
  mutating func add(count more: Int, nanoseconds time: Int64) {
    isUsed = true
    count.increase(by: more)
    nanoseconds.increase(by: time)
  }

  mutating func add(wait time: Int64) {
    isUsed = true
    var sum = waitNanoseconds ?? 0
    sum.increase(by: time)
    waitNanoseconds = sum
  }

  /// The largest count of one statement for one field that looks like one query for each item: at
  /// least four of five runs had parameters of their own, as far as they are known.
  var mostRepeated: Int {
    entries.lazy
      .filter { $0.unknownParameters > 0 || $0.distinct.count * 5 >= $0.count * 4 }
      .map(\.count).max() ?? 0
  }

  /// What the record says; `nil` when nothing was measured.
  func record() -> RequestRecord.Database? {
    guard isUsed else { return nil }
    return RequestRecord.Database(
      count: count,
      timeNanoseconds: nanoseconds,
      waitNanoseconds: waitNanoseconds,
      statements: statements()
    )
  }

  private func statements() -> [RequestRecord.StatementCall] {
    guard entries.count > Self.recordLimit else { return entries.indices.map(call) }
    let order = entries.indices.sorted { entries[$0].nanoseconds > entries[$1].nanoseconds }
    return order.prefix(Self.recordLimit).map(call)
  }

  private func call(_ position: Int) -> RequestRecord.StatementCall {
    let entry = entries[position]
    return RequestRecord.StatementCall(
      fingerprint: index.keys[position].fingerprint,
      field: index.keys[position].field,
      count: entry.count,
      timeNanoseconds: entry.nanoseconds,
      distinct: entry.unknownParameters == 0 ? entry.distinct.count : nil
    )
  }
}
