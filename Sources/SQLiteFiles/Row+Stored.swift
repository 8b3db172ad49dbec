package import GRDB

/// Values of rows that a damaged file may hold anything in: subscripts of a row would end the program.
extension Row {
  /// The value of a column that is never NULL.
  package func stored<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    guard let value: Value = try storedIfPresent(column) else { throw Self.damage(column) }
    return value
  }

  /// The value of a column, or `nil` when it is NULL.
  package func storedIfPresent<Value: DatabaseValueConvertible>(_ column: String) throws -> Value? {
    guard let stored = self[column] as DatabaseValue?, !stored.isNull else { return nil }
    guard let value = Value.fromDatabaseValue(stored) else { throw Self.damage(column) }
    return value
  }

  private static func damage(_ column: String) -> DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the column \(column) holds something else")
  }
}
