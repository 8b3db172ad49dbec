package import Analysis
internal import Foundation
internal import GRDB
internal import SQLiteFiles

/// The runs that have recorded, or have tried to.
extension HistoryStore {
  /// So many runs are kept, the newest.
  package static let keptRuns: Int64 = 1000

  /// Notes that a run begins, before it does anything else: so one that is killed is known, too.
  ///
  /// - Parameters:
  ///   - command: Such as `analyze`.
  ///   - version: The version of nightjar.
  ///   - now: Microseconds since 1970.
  /// - Returns: The run's number.
  /// - Throws: ``HistoryError``; nothing has changed then.
  package func beginRun(
    command: String,
    version: String,
    now: Int64
  ) throws(HistoryError) -> Int64 {
    try transaction { database in
      let last = try Int64.fetchOne(database, sql: "SELECT max(number) FROM run") ?? 0
      let number = last + 1
      try database.execute(
        sql: "INSERT INTO run (number, began_us, command, version) VALUES (?, ?, ?, ?)",
        arguments: [number, now, command, version]
      )
      try database.execute(
        sql: "DELETE FROM run WHERE number <= ?",
        arguments: [number - Self.keptRuns]
      )
      return number
    }
  }

  /// Notes how a run ended; figures that it has noted before stay when none are given.
  package func endRun(
    _ number: Int64,
    exit: Int32,
    _ figures: RunFigures?
  ) throws(HistoryError) {
    try transaction { database in
      try database.execute(
        sql: "UPDATE run SET exit = ?, figures = coalesce(?, figures) WHERE number = ?",
        arguments: [exit, figures.map { Data($0.encoded()) }, number]
      )
    }
  }

  /// Notes what a run took so far.
  static func note(_ figures: RunFigures, ofRun number: Int64, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE run SET figures = ? WHERE number = ?",
      arguments: [Data(figures.encoded()), number]
    )
  }

  /// The runs that are kept, in the order in which they began.
  package func runs() throws(HistoryError) -> [RunRecord] {
    try access { database in
      try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY number").map(run)
    }
  }

  /// A row of the table `run`.
  func run(_ row: Row) throws -> RunRecord {
    let number: Int64 = try row.stored("number")
    var figures: RunFigures?
    if let bytes: Data = try row.storedIfPresent("figures") {
      do {
        figures = try RunFigures(encoded: Array(bytes))
      } catch {
        throw HistoryError.damaged(path: path, detail: "the figures of run \(number)")
      }
    }
    return RunRecord(
      number: number,
      command: try row.stored("command"),
      version: try row.stored("version"),
      beganMicroseconds: try row.stored("began_us"),
      exit: try row.storedIfPresent("exit"),
      figures: figures
    )
  }
}
