extension RequestScope {
  /// Says what operation the request executes, when that was found out by other means than
  /// ``identify(document:operationName:variables:)``.
  public func setOperation(_ facts: OperationFacts) {
    var facts = facts
    facts.name = facts.name?.limited(toBytes: Self.nameBytes)
    facts.complexity = facts.complexity.map(Self.size)
    facts.depth = facts.depth.map(Self.size)
    update { [facts] in $0.operation = facts }
  }

  /// Says what HTTP status the response has.
  ///
  /// - Parameter status: 100 to 999; anything else is ignored.
  public func setStatus(_ status: Int) {
    guard Self.isStatus(status) else { return }
    update { $0.status = status }
  }

  /// Says how large the request's body was, in bytes.
  public func setRequestBytes(_ bytes: Int) { update { $0.requestBytes = Self.size(bytes) } }

  /// Says how large the response's body is, in bytes.
  public func setResponseBytes(_ bytes: Int) { update { $0.responseBytes = Self.size(bytes) } }

  /// Notes GraphQL errors of the response.
  ///
  /// There is no place for messages, because a message may hold anything.
  ///
  /// - Parameters:
  ///   - code: The errors' code, as in `extensions.code`: at most 64 letters, digits and `_-.:/`.
  ///     Anything else is noted as `OTHER`.
  ///   - count: How many errors have it.
  public func recordError(code: String? = nil, count: Int = 1) {
    guard count > 0 else { return }
    update { $0.errors.add(code: code, count: count) }
  }

  /// Notes one run of a database statement.
  ///
  /// - Parameters:
  ///   - sql: The statement's text, with placeholders or with literals.
  ///   - field: The `Type.field` whose resolver issued it.
  ///   - parameters: What was bound to the placeholders; `nil` when that is not known.
  ///   - duration: How long the database took.
  ///   - wait: How long the statement waited for a connection; `nil` when that was not measured.
  ///   - system: The database.
  public func recordStatement(
    sql: String,
    field: String? = nil,
    parameters: StatementParameters? = nil,
    duration: Duration,
    wait: Duration? = nil,
    system: DatabaseSystem = .other
  ) {
    addStatement(
      sql: sql,
      field: field,
      parameters: parameters,
      nanoseconds: duration.wholeNanoseconds,
      waitNanoseconds: wait?.wholeNanoseconds,
      system: system
    )
  }

  /// Notes statements of which only number and time are known.
  ///
  /// - Parameters:
  ///   - count: How many there were.
  ///   - duration: Their times together.
  public func recordStatements(count: Int, duration: Duration) {
    guard count >= 0 else { return }
    update { $0.statements.add(count: count, nanoseconds: max(0, duration.wholeNanoseconds)) }
  }

  /// Notes a wait for a connection.
  public func recordConnectionWait(_ wait: Duration) {
    update { $0.statements.add(wait: max(0, wait.wholeNanoseconds)) }
  }

  /// Notes calls of a resolver.
  ///
  /// - Parameters:
  ///   - field: The `Type.field`.
  ///   - calls: How many calls there were.
  ///   - duration: Their times together.
  ///   - items: The list items that they returned together; `nil` when the field is no list.
  public func recordField(_ field: String, calls: Int = 1, duration: Duration, items: Int? = nil) {
    addField(
      field,
      calls: max(0, calls),
      nanoseconds: duration.wholeNanoseconds,
      items: items.map { max(0, $0) }
    )
  }

  package func addField(_ field: String, calls: Int, nanoseconds: Int64, items: Int?) {
    update { $0.fields.add(field, calls: calls, nanoseconds: max(0, nanoseconds), items: items) }
  }

  package func addStatement(
    sql: String,
    field: String?,
    parameters: StatementParameters?,
    nanoseconds: Int64,
    waitNanoseconds: Int64?,
    system: DatabaseSystem
  ) {
    addStatement(
      statementText(of: sql, system: system),
      field: field,
      parameters: parameters,
      nanoseconds: nanoseconds,
      waitNanoseconds: waitNanoseconds
    )
  }

  /// Notes one run of a statement whose text was read before, see ``statementText(of:system:)``.
  package func addStatement(
    _ statement: StatementText,
    field: String?,
    parameters: StatementParameters?,
    nanoseconds: Int64,
    waitNanoseconds: Int64?
  ) {
    monitor.statements.explainOnce(statement)
    let time = max(0, nanoseconds)
    update { work in
      if let waitNanoseconds { work.statements.add(wait: max(0, waitNanoseconds)) }
      guard !statement.isTransactionControl else {
        return work.statements.add(count: 0, nanoseconds: time)
      }
      let key = StatementTally.Key(fingerprint: statement.fingerprint, field: field)
      work.statements.add(key, parameters: parameters, nanoseconds: time)
    }
  }

  /// The statement of a text, for callers that keep it and so do without looking it up each time.
  package func statementText(of sql: String, system: DatabaseSystem) -> StatementText {
    monitor.statements.text(of: sql, system: system)
  }

  /// Whether a statement that was kept is one of this request's monitor.
  package func knows(_ statement: StatementText) -> Bool {
    statement.catalog == monitor.statements.identity
  }

  /// The time by the monitor's clock, which does not jump, in nanoseconds.
  package var nowNanoseconds: Int64 { monitor.clock.monotonicNanoseconds() }
}
