internal import Foundation
internal import GRDB

/// What was told, and what is to be sent: a SQLite file.
///
/// Deciding what to tell and putting the messages into the outbox is one transaction, so a run that is
/// killed has told all or nothing, and one that is started again tells nothing twice.
package struct Outbox: Sendable {
  let path: String
  let queue: DatabaseQueue

  /// How long another run may hold the file.
  private static let waitSeconds = 20.0

  /// Opens the state, which is made when it is missing.
  ///
  /// - Throws: ``NotificationError/state(path:reason:)``.
  package init(path: String) throws(NotificationError) {
    self.path = path
    do {
      var configuration = Configuration()
      configuration.label = "nightjar notifications"
      configuration.busyMode = .timeout(Self.waitSeconds)
      configuration.prepareDatabase { database in
        // A message that is noted as sent stays so after a power failure.
        try database.execute(sql: "PRAGMA synchronous = EXTRA")
        try database.execute(sql: "PRAGMA trusted_schema = OFF")
      }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.prepare(queue, path: path)
    } catch {
      throw Self.failure(error, path)
    }
  }

  private static func prepare(_ queue: DatabaseQueue, path: String) throws {
    let migrator = OutboxSchema.migrator
    let isCurrent = try queue.inDatabase { database in
      let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
      if id != OutboxSchema.applicationID {
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
        guard id == 0, tables == 0 else {
          throw NotificationError.state(
            path: path,
            reason: "is no state of nightjar's notifications"
          )
        }
        return false
      }
      if try migrator.hasBeenSuperseded(database) {
        throw NotificationError.state(
          path: path,
          reason: "was changed by a newer nightjar; use that"
        )
      }
      return try migrator.hasCompletedMigrations(database)
    }
    if !isCurrent { try migrator.migrate(queue) }
  }

  private static func failure(_ error: any Error, _ path: String) -> NotificationError {
    if let error = error as? NotificationError { return error }
    guard let error = error as? DatabaseError else {
      return .state(path: path, reason: "is damaged (\(error)); move it away to begin anew")
    }
    let reason =
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: "another run holds it; start again later"
      case .SQLITE_READONLY: "this user may not write it"
      case .SQLITE_CANTOPEN: "cannot be opened; its directory must exist and be writable"
      case .SQLITE_FULL: "the disk is full"
      case .SQLITE_NOTADB, .SQLITE_CORRUPT: "is damaged; move it away to begin anew"
      default: "the database says: \(error.message ?? "\(error.extendedResultCode)")"
      }
    return .state(path: path, reason: reason)
  }

  /// Runs a body as one transaction: all of it happens, or nothing.
  ///
  /// - Parameters:
  ///   - isKept: Whether what happened stays; `false` is for looking at what would happen.
  ///   - body: What is done.
  /// - Returns: What the body returns.
  /// - Throws: ``NotificationError/state(path:reason:)``; nothing has happened then.
  func transaction<Value>(
    isKept: Bool = true,
    _ body: (Database) throws -> Value
  ) throws(NotificationError) -> Value {
    do {
      var value: Value?
      try queue.inDatabase { database in
        try database.inTransaction(.immediate) {
          value = try body(database)
          return isKept ? .commit : .rollback
        }
      }
      guard let value else { throw NotificationError.state(path: path, reason: "nothing happened") }
      return value
    } catch {
      throw Self.failure(error, path)
    }
  }
}
