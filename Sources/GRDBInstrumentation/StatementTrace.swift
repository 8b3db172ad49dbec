internal import GRDB
internal import GraphQLInstrumentation

/// Watches one connection, and notes each of its statements for the request that issued it.
///
/// SQLite tells when a statement starts and when it is done. The time between is measured here,
/// because SQLite's own figure is a multiple of a millisecond. A connection serves one caller at a time,
/// so nothing here is shared.
final class StatementTrace {
  /// A statement that has started.
  private struct Running {
    var sql: String
    var here: Attribution
    var start: ContinuousClock.Instant
  }

  /// Statements can be open at the same time (a cursor that runs a query for each row), but not many.
  private static let runningLimit = 64
  /// What GRDB runs on its own account around the statements of the application.
  private static let ownStatements: Set<String> = [
    "PRAGMA query_only = 1", "PRAGMA query_only = 0", "PRAGMA schema_version",
    "SELECT * FROM sqlite_master LIMIT 1",
  ]

  private var running: [Running] = []

  /// Begins to watch a connection; takes the place of any other trace function that it has.
  static func install(in connection: Database) {
    let trace = StatementTrace()
    connection.trace(options: [.statement, .profile]) { event in
      switch event {
      case .statement(let statement): trace.started(statement)
      case .profile(let statement, _): trace.ended(statement)
      }
    }
  }

  private func started(_ statement: Database.TraceEvent.Statement) {
    guard let here = Attribution.current else { return }
    let sql = statement.sql
    // A trigger's parts are traced as comments, and belong to the statement that set it off.
    guard !sql.hasPrefix("--"), !Self.ownStatements.contains(sql) else { return }
    if running.count == Self.runningLimit { running.removeFirst() }
    running.append(Running(sql: sql, here: here, start: .now))
  }

  private func ended(_ statement: Database.TraceEvent.Statement) {
    guard !running.isEmpty else { return }
    let end = ContinuousClock.now
    let sql = statement.sql
    guard let position = running.lastIndex(where: { $0.sql == sql }) else { return }
    let ended = running.remove(at: position)
    ended.here.request.recordStatement(
      sql: sql,
      field: ended.here.field,
      // The text with its values is hashed at once and goes nowhere.
      parameters: .values(statement.expandedSQL),
      duration: end - ended.start,
      system: .sqlite
    )
  }
}
