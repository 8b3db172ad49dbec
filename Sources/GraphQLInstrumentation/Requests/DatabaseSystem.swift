/// The database that a statement is for: it decides how the statement's text is read.
public enum DatabaseSystem: String, Sendable, Hashable {
  /// SQLite.
  case sqlite
  /// PostgreSQL.
  case postgresql
  /// MySQL or MariaDB, where a backslash escapes and double quotes hold text.
  case mysql
  /// Any other.
  case other

  /// The system by OpenTelemetry's names.
  ///
  /// - Parameter name: The value of `db.system.name` or `db.system`.
  public init(openTelemetryName name: String) {
    switch name {
    case "sqlite": self = .sqlite
    case "postgresql", "cockroachdb", "redshift": self = .postgresql
    case "mysql", "mariadb": self = .mysql
    default: self = .other
    }
  }

  /// The name for the log; `nil` when the system is not known.
  var logName: String? { self == .other ? nil : rawValue }
}
