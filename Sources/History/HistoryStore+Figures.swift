package import Analysis
internal import Foundation
internal import GRDB
internal import SQLiteFiles

/// Reading what is kept of days beside their digests.
extension HistoryStore {
  /// The figures of the days within a range that have requests, in order.
  ///
  /// - Complexity: O(*d* *o*), *d* being the days and *o* the operations of each.
  package func figures(_ range: ClosedRange<Day>) throws(HistoryError) -> [DayFigures] {
    try summaries("figures", range) { day, bytes in try DayFigures(day: day, encoded: bytes) }
      .map(\.1)
  }

  /// The durations of each operation on the days within a range.
  package func sketches(_ range: ClosedRange<Day>) throws(HistoryError) -> [(Day, DaySketches)] {
    try summaries("sketches", range) { try DaySketches(encoded: $1) }
  }

  /// The hours of each operation on the days within a range.
  package func hours(_ range: ClosedRange<Day>) throws(HistoryError) -> [(Day, DayHours)] {
    try summaries("hours", range) { try DayHours(encoded: $1) }
  }

  /// What the operations' requests were made of on the days within a range.
  package func details(_ range: ClosedRange<Day>) throws(HistoryError) -> [(Day, DayDetails)] {
    try summaries("details", range) { try DayDetails(encoded: $1) }
  }

  private func summaries<Value>(
    _ column: String,
    _ range: ClosedRange<Day>,
    _ read: (Day, [UInt8]) throws -> Value
  ) throws(HistoryError) -> [(Day, Value)] {
    try blobs("summary", column, range, read)
  }

  /// What a table has of the days within a range that have requests, in order.
  ///
  /// - Parameters:
  ///   - table: One with a row for each day.
  ///   - column: The column to read.
  ///   - range: The days.
  ///   - read: Makes a value of the column's bytes; what it throws is damage.
  /// - Returns: The days and their values.
  /// - Throws: ``HistoryError``.
  func blobs<Value>(
    _ table: String,
    _ column: String,
    _ range: ClosedRange<Day>,
    _ read: (Day, [UInt8]) throws -> Value
  ) throws(HistoryError) -> [(Day, Value)] {
    try access { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT day.day AS day, \(column) AS bytes FROM \(StoredDay.listed)
          CROSS JOIN \(table) ON \(table).day = day.day
          WHERE day.day BETWEEN ? AND ? AND requests > 0 ORDER BY day.day
          """,
        arguments: [Int64(range.lowerBound.number), Int64(range.upperBound.number)]
      )
      var values: [(Day, Value)] = []
      while let row = try rows.next() {
        let day = Day(number: Int32(clamping: try row.stored("day") as Int64))
        let bytes = Array(try row.stored("bytes") as Data)
        do {
          values.append((day, try read(day, bytes)))
        } catch {
          throw HistoryError.damaged(path: path, detail: "the \(column) of \(day.text)")
        }
      }
      return values
    }
  }
}
