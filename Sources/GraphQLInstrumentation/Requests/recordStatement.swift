/// Notes one run of a database statement, for the request and the field of the current task.
///
/// Outside a request it does nothing. The text's literals are replaced before anything is kept.
///
/// - Parameters:
///   - sql: The statement's text, with placeholders or with literals.
///   - parameters: What was bound to the placeholders; `nil` when that is not known.
///   - duration: How long the database took.
///   - wait: How long the statement waited for a connection; `nil` when that was not measured.
///   - system: The database, such as `sqlite` or `postgresql`.
public func recordStatement(
  sql: String,
  parameters: StatementParameters? = nil,
  duration: Duration,
  wait: Duration? = nil,
  system: DatabaseSystem = .other
) {
  guard let here = Attribution.current else { return }
  here.request.recordStatement(
    sql: sql,
    field: here.field,
    parameters: parameters,
    duration: duration,
    wait: wait,
    system: system
  )
}

/// Runs a database statement and notes it, for the request and the field of the current task.
///
/// A statement that fails is noted as well.
///
/// - Parameters:
///   - sql: The statement's text, with placeholders or with literals.
///   - parameters: What is bound to the placeholders; `nil` when that is not known.
///   - system: The database, such as `sqlite` or `postgresql`.
///   - isolation: The caller's actor, on which the statement runs.
///   - statement: What runs it.
/// - Returns: What the statement returns.
public func withStatement<Value>(
  sql: String,
  parameters: StatementParameters? = nil,
  system: DatabaseSystem = .other,
  isolation: isolated (any Actor)? = #isolation,
  _ statement: () async throws -> Value
) async rethrows -> Value {
  guard let here = Attribution.current else { return try await statement() }
  let clock = here.request.monitor.clock
  let start = clock.monotonicNanoseconds()
  defer {
    here.request.addStatement(
      sql: sql,
      field: here.field,
      parameters: parameters,
      nanoseconds: clock.monotonicNanoseconds() - start,
      waitNanoseconds: nil,
      system: system
    )
  }
  return try await statement()
}
