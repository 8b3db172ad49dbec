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
    /// The address of SQLite's statement: the same one runs once at a time.
    var identity: UInt
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
    SQLiteTrace.install(StatementTrace(), in: connection)
  }

  /// A statement starts.
  ///
  /// - Parameters:
  ///   - identity: Tells it from others that are open at the same time.
  ///   - sql: Its text.
  func started(_ identity: UInt, sql: String) {
    guard let here = Attribution.current else { return }
    // A trigger's parts are traced as comments, and belong to the statement that set it off.
    guard !sql.hasPrefix("--"), !Self.ownStatements.contains(sql) else { return }
    if running.count == Self.runningLimit { running.removeFirst() }
    running.append(Running(identity: identity, sql: sql, here: here, start: .now))
  }

  /// A statement is done.
  ///
  /// - Parameters:
  ///   - identity: Which one.
  ///   - expandedText: Gives its text with the values of its parameters.
  func ended(_ identity: UInt, expandedText: () -> String) {
    guard let position = running.lastIndex(where: { $0.identity == identity }) else { return }
    let end = ContinuousClock.now
    let ended = running.remove(at: position)
    ended.here.request.recordStatement(
      sql: ended.sql,
      field: ended.here.field,
      // The text with its values is hashed at once and goes nowhere.
      parameters: .values(expandedText()),
      duration: end - ended.start,
      system: .sqlite
    )
  }
}
