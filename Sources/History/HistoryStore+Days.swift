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
  ///
  /// - Throws: ``HistoryError/inWeek(path:day:)`` when it shares the digest of its week.
  package func encodedDigest(of day: Day) throws(HistoryError) -> [UInt8]? {
    try access { database in
      let bytes = try Self.encodedDigest(of: day, database)
      if bytes?.isEmpty == true { throw HistoryError.inWeek(path: path, day: day) }
      return bytes
    }
  }

  /// A day's digest; `nil` when the history does not have the day.
  ///
  /// - Throws: ``HistoryError/inWeek(path:day:)`` when it shares the digest of its week.
  package func digest(of day: Day) throws(HistoryError) -> Digest? {
    try access { database in
      if try Self.isInWeek(day, database) { throw HistoryError.inWeek(path: path, day: day) }
      return try ownDigest(of: day, database)
    }
  }

  /// Whether a day shares the digest of its week.
  static func isInWeek(_ day: Day, _ database: Database) throws -> Bool {
    try Int64.fetchOne(
      database,
      sql: "SELECT length(digest) FROM day WHERE day = ?",
      arguments: [Int64(day.number)]
    ) == 0
  }

  /// The requests listed for a day; `nil` when the history does not have the day.
  static func requests(of day: Day, _ database: Database) throws -> Int64? {
    try Int64.fetchOne(
      database,
      sql: "SELECT requests FROM \(StoredDay.listed) WHERE day = ?",
      arguments: [Int64(day.number)]
    )
  }

  static func encodedDigest(of day: Day, _ database: Database) throws -> [UInt8]? {
    try Data.fetchOne(
      database,
      sql: "SELECT digest FROM day WHERE day = ?",
      arguments: [Int64(day.number)]
    )
    .map(StoredDigest.encoded)
  }

  /// The digest that a day has of its own; `nil` when it has none.
  func ownDigest(of day: Day, _ database: Database) throws -> Digest? {
    guard let bytes = try Self.encodedDigest(of: day, database), !bytes.isEmpty else { return nil }
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
  /// Days that share a digest with one that stays do so as well: what is one digest is removed as one.
  ///
  /// - Returns: The days removed, in order.
  func prune(before day: Day, _ database: Database) throws -> [Day] {
    let isCut = try WeekRow.encodedDigest(of: Week(of: day), database) != nil
    let before = Int64((isCut ? Week(of: day).firstDay : day).number)
    let days = try Int64.fetchAll(
      database,
      sql: "SELECT day FROM day WHERE day < ? ORDER BY day",
      arguments: [before]
    )
    for table in ["day WHERE day", "week WHERE first_day", "week_apart WHERE first_day"] {
      try database.execute(sql: "DELETE FROM \(table) < ?", arguments: [before])
    }
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
}
