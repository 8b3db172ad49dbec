internal import Analysis
internal import Foundation
internal import GRDB
internal import SQLiteFiles

/// The numbers of one writer's records that are counted for a day, as a row of the table `claim`.
struct ClaimRow {
  let day: Day
  let claim: WriterClaim

  /// Puts the numbers in the place of what the history had of this writer and day.
  func write(to database: Database) throws {
    guard claim.numbers.count > 0 else { return }
    let names = claim.names
    let arguments: StatementArguments = [
      Data(names.service), Data(names.env), Data(names.host), Data(names.release),
      Data(names.writer),
    ]
    try database.cachedStatement(
      sql: """
        INSERT INTO writer (service, env, host, release, writer) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """
    )
    .execute(arguments: arguments)
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO claim (writer, day, numbers) VALUES (
          (SELECT id FROM writer
           WHERE service = ? AND env = ? AND host = ? AND release = ? AND writer = ?), ?, ?)
        """
    )
    .execute(arguments: arguments + [Int64(day.number), Data(claim.numbers.encoded())])
  }

  /// The numbers counted for a day, by writer.
  ///
  /// - Throws: ``HistoryError/damaged(path:detail:)`` when they cannot be read.
  static func numbers(
    of day: Day,
    _ database: Database,
    _ path: String
  ) throws -> [WriterNames: SequenceSet] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT service, env, host, release, writer.writer AS writer, numbers
        FROM claim JOIN writer ON claim.writer = writer.id WHERE day = ?
        """,
      arguments: [Int64(day.number)]
    )
    var stored: [WriterNames: SequenceSet] = [:]
    for row in rows { stored[try WriterNames(row)] = try numbers(row, path) }
    return stored
  }

  /// The numbers of a row.
  static func numbers(_ row: Row, _ path: String) throws -> SequenceSet {
    let bytes = Array(try row.stored("numbers") as Data)
    do {
      return try SequenceSet(encoded: bytes)
    } catch {
      throw HistoryError.damaged(path: path, detail: "the numbers of a writer's records")
    }
  }
}

extension WriterNames {
  /// Reads the names of a row of the table `writer`.
  init(_ row: Row) throws {
    self.init(
      service: Array(try row.stored("service") as Data),
      env: Array(try row.stored("env") as Data),
      host: Array(try row.stored("host") as Data),
      release: Array(try row.stored("release") as Data),
      writer: Array(try row.stored("writer") as Data)
    )
  }
}
