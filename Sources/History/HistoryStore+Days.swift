package import Analysis
internal import Foundation
internal import GRDB

/// Reading and removing days.
extension HistoryStore {
  /// All days, in order.
  package func days() throws(HistoryError) -> [StoredDay] {
    try access { database in
      try Row.fetchAll(
        database,
        sql: "SELECT \(StoredDay.columns) FROM \(StoredDay.listed) ORDER BY day"
      )
      .map { try StoredDay(row: $0) }
    }
  }

  /// The encoded digest of a day; `nil` when the history does not have the day.
  package func encodedDigest(of day: Day) throws(HistoryError) -> [UInt8]? {
    try access { database in try Self.encodedDigest(of: day, database) }
  }

  /// A day's digest; `nil` when the history does not have the day.
  package func digest(of day: Day) throws(HistoryError) -> Digest? {
    try access { database in try digest(of: day, database) }
  }

  static func encodedDigest(of day: Day, _ database: Database) throws -> [UInt8]? {
    try Data.fetchOne(
      database,
      sql: "SELECT digest FROM day WHERE day = ?",
      arguments: [Int64(day.number)]
    )
    .map(StoredDigest.encoded)
  }

  func digest(of day: Day, _ database: Database) throws -> Digest? {
    guard let bytes = try Self.encodedDigest(of: day, database) else { return nil }
    do {
      return try Digest(encoded: bytes)
    } catch {
      throw HistoryError.damagedDay(path: path, day: day, detail: error.message)
    }
  }

  /// The first day that the history may hold; `nil` when none was ever removed.
  package func horizon() throws(HistoryError) -> Day? {
    try access { database in try Self.horizon(database) }
  }

  static func horizon(_ database: Database) throws -> Day? {
    try Int64.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'first_day'")
      .map { Day(number: Int32(clamping: $0)) }
  }

  /// Removes all days before one, for good: their records are not taken back when they are read again.
  ///
  /// - Returns: The days removed, in order.
  package func prune(before day: Day) throws(HistoryError) -> [Day] {
    let removed = try transaction { database in
      let before = Int64(day.number)
      let days = try Int64.fetchAll(
        database,
        sql: "SELECT day FROM day WHERE day < ? ORDER BY day",
        arguments: [before]
      )
      try database.execute(sql: "DELETE FROM day WHERE day < ?", arguments: [before])
      try database.execute(
        sql: "DELETE FROM writer WHERE NOT EXISTS (SELECT 1 FROM claim WHERE writer = writer.id)"
      )
      try database.execute(
        sql: """
          INSERT INTO setting (name, value) VALUES ('first_day', ?)
          ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)
          """,
        arguments: [before]
      )
      return days.map { Day(number: Int32(clamping: $0)) }
    }
    // Gives the space back to the system; a run killed here has removed the days all the same.
    if !removed.isEmpty { try access { try $0.execute(sql: "VACUUM") } }
    return removed
  }
}
