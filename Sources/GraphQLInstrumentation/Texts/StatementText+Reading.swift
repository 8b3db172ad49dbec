internal import QueryShapes

extension StatementText {
  /// Reads a statement's text, whose literals are gone after that.
  convenience init(reading sql: String, system: DatabaseSystem, catalog: UInt64) {
    let fingerprint = StatementFingerprint(sql: sql, dialect: system.dialect)
    self.init(
      fingerprint: fingerprint.key,
      text: fingerprint.text,
      system: system,
      isTransactionControl: fingerprint.isTransactionControl,
      catalog: catalog
    )
  }
}

extension DatabaseSystem {
  fileprivate var dialect: SQLDialect {
    switch self {
    case .sqlite: .sqlite
    case .postgresql: .postgres
    case .mysql: .mysql
    case .other: .ansi
    }
  }
}
