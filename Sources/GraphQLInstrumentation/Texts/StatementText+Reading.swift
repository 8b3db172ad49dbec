internal import MetricLog

extension StatementText {
  convenience init(reading sql: String, system: DatabaseSystem) {
    self.init(
      fingerprint: StableHash.of(sql.utf8Span.span),
      text: sql,
      system: system,
      isTransactionControl: sql.hasPrefix("BEGIN") || sql.hasPrefix("COMMIT")
    )
  }
}
