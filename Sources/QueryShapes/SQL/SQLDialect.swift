/// Whose rules decide what is a string, a name and a comment in a statement.
public enum SQLDialect: String, Sendable, CaseIterable {
  /// Standard SQL, for a database that is not known.
  ///
  /// Text in double quotes that stands where a value would is taken for a value.
  case ansi
  /// PostgreSQL: nested comments, `E''` strings, dollar quotes, operators of many characters.
  case postgres
  /// MySQL and MariaDB: `""` strings, backslash escapes, `#` comments, `/*! */` hints.
  case mysql
  /// SQLite: `[name]`, parameters `@name` and `$name`, `""` for a value where no name is meant.
  case sqlite
}
