internal import GraphQLInstrumentation

/// A text that a connection runs, and what was found out about it.
///
/// A program runs the same few statements all the time, so what depends on the text alone is done once.
final class TracedStatement {
  /// What GRDB runs on its own account around the statements of the application.
  private static let statementsOfGRDB: Set<String> = [
    "PRAGMA query_only = 1", "PRAGMA query_only = 0", "PRAGMA schema_version",
    "SELECT * FROM sqlite_master LIMIT 1",
  ]

  /// The text, ended by a zero.
  let bytes: ContiguousArray<CChar>
  /// Whether it is one of GRDB's own, which are not noted.
  let isOfGRDB: Bool
  /// Tells this text from others with the same fingerprint.
  let literals: StatementParameters
  private let sql: String
  private var known: StatementText?

  init(_ sql: String) {
    self.sql = sql
    bytes = sql.utf8CString
    isOfGRDB = Self.statementsOfGRDB.contains(sql)
    literals = .values(sql)
  }

  /// The text as the request's monitor knows it.
  func text(for request: RequestScope) -> StatementText {
    if let known, request.knows(known) { return known }
    let text = request.statementText(of: sql, system: .sqlite)
    known = text
    return text
  }
}
