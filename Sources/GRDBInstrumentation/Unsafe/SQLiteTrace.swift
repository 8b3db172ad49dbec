internal import GRDB
internal import GRDBSQLite
internal import GraphQLInstrumentation

/// Has SQLite itself tell a trace of a connection's statements.
///
/// GRDB can do that too, but trims every text on the way, which took as long as everything else that
/// is done for a statement, several times over.
enum SQLiteTrace {
  /// Begins to tell; takes the place of any other trace function of the connection.
  static func install(_ trace: StatementTrace, in connection: Database) {
    // Without options the function is never called. GRDB keeps it, and so the trace, as long as the
    // connection.
    connection.trace(options: []) { _ in withExtendedLifetime(trace) {} }
    guard let handle = unsafe connection.sqliteConnection else { return }
    let kinds = UInt32(SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE)
    // SAFETY: the connection keeps the trace alive, see above, and SQLite calls only while the
    // connection is used, by one thread at a time.
    let context = unsafe Unmanaged.passUnretained(trace).toOpaque()
    _ = unsafe sqlite3_trace_v2(handle, kinds, Self.tell, context)
  }

  private static let tell:
    @convention(c) (
      UInt32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
    ) -> Int32 = { kind, context, statement, text in
      guard let context = unsafe context, let statement = unsafe statement else { return 0 }
      // SAFETY: the context is the trace that was given to SQLite above.
      let trace = unsafe Unmanaged<StatementTrace>.fromOpaque(context).takeUnretainedValue()
      let identity = UInt(bitPattern: statement)
      if kind == UInt32(SQLITE_TRACE_STMT) {
        // SAFETY: for this kind SQLite gives the statement's text, ended by a zero.
        guard let text = unsafe text?.assumingMemoryBound(to: CChar.self) else { return 0 }
        unsafe trace.started(identity, SQLiteText(text))
      } else {
        trace.ended(identity) { unsafe parameters(OpaquePointer(statement)) }
      }
      return 0
    }

  /// What was bound to a statement's placeholders; `nil` when it has none.
  private static func parameters(_ statement: OpaquePointer) -> StatementParameters? {
    guard unsafe sqlite3_bind_parameter_count(statement) > 0 else { return nil }
    // SAFETY: SQLite gives a text ended by a zero, or none, and we give it back.
    guard let text = unsafe sqlite3_expanded_sql(statement) else { return StatementParameters.none }
    defer { unsafe sqlite3_free(text) }
    return unsafe SQLiteText(text).parameters
  }
}
