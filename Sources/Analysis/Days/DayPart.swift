package import MetricLog

/// The records of a batch that belong together: one day's, and either all new to the history or none.
package struct DayPart: Sendable {
  /// Which records.
  package struct Key: Hashable, Sendable {
    /// `nil` for what has no time: names that the format does not know.
    package var day: Day?
    package var isNew: Bool
  }

  package var key: Key
  package var batch: RecordBatch
}

/// Sorts a batch's rows into parts; rows keep their order.
///
/// Nearly all batches are of one day and all new, so they are passed on as they are.
struct DayParting {
  private(set) var keys: [DayPart.Key] = []
  /// For each type of record the part of each of its rows, an index into ``keys``.
  private var places: [[Int]] = []

  /// Assigns the rows of one type; call for all types in a fixed order.
  mutating func assign<Row: RecordRow>(_ rows: [Row], _ key: (Row) -> DayPart.Key) {
    places.append(rows.map { index(of: key($0)) })
  }

  private mutating func index(of key: DayPart.Key) -> Int {
    if let index = keys.firstIndex(of: key) { return index }
    keys.append(key)
    return keys.count - 1
  }

  /// The parts, in the order of their first rows.
  func parts(of batch: RecordBatch) -> [DayPart] {
    guard keys.count != 1 else { return [DayPart(key: keys[0], batch: batch)] }
    return keys.indices.map { part in
      var rest = batch
      var types = places.makeIterator()
      keep(part, &rest.requests, &types)
      keep(part, &rest.operationTexts, &types)
      keep(part, &rest.statementTexts, &types)
      keep(part, &rest.processes, &types)
      keep(part, &rest.cacheEvents, &types)
      keep(part, &rest.deploys, &types)
      keep(part, &rest.alerts, &types)
      keep(part, &rest.writers, &types)
      keep(part, &rest.unknownRecords, &types)
      return DayPart(key: keys[part], batch: rest)
    }
  }

  private func keep<Row>(
    _ part: Int,
    _ rows: inout [Row],
    _ types: inout IndexingIterator<[[Int]]>
  ) {
    let places = types.next() ?? []
    rows = zip(rows, places).filter { $0.1 == part }.map(\.0)
  }
}
