internal import Foundation
internal import GRDB

/// The digests of earlier days in a SQLite file.
///
/// A rollback journal, not a write-ahead log: a history is written once a night and read in between, and
/// so it is one file that may be copied at any time no run is going on, that needs nothing beside it to
/// be read, and that works on network drives. A run that is killed leaves the journal, from which the
/// next one restores the state before.
package struct HistoryStore: Sendable {
  /// Where the file is.
  package let path: String
  let queue: DatabaseQueue

  /// What a history is opened for.
  package enum Purpose: Sendable {
    /// The file must be there.
    case reading
    /// The file is made when it is missing.
    case recording
  }

  /// Opens a history and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - purpose: Whether the file may be made.
  ///   - waitSeconds: How long to wait for another run that has it locked.
  /// - Throws: ``HistoryError``; the file is unchanged then.
  package init(
    path: String,
    for purpose: Purpose,
    waitSeconds: Double
  ) throws(HistoryError) {
    self.path = path
    if path.isEmpty || path == "-" || path.hasPrefix(":") || path.hasPrefix("file:") {
      throw .refused(path: "'\(path)'", reason: "a history needs a file")
    }
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = (try? FileManager.default.attributesOfItem(atPath: target))?[.type]
    if type as? FileAttributeType == .typeDirectory {
      throw .refused(path: path, reason: "it is a directory")
    }
    if type == nil, purpose == .reading { throw .missing(path: path) }
    do {
      queue = try DatabaseQueue(path: path, configuration: Self.configuration(waitSeconds))
      try Self.prepare(queue, path: path)
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  private static func configuration(_ waitSeconds: Double) -> Configuration {
    var configuration = Configuration()
    configuration.label = "nightjar history"
    configuration.busyMode = waitSeconds > 0 ? .timeout(waitSeconds) : .immediateError
    // A recording holds one transaction from before the first line is read until its commit.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      // What is reported as recorded survives a power failure, the journal's removal included.
      try database.execute(sql: "PRAGMA synchronous = EXTRA")
      // A file from a stranger cannot make its schema call functions.
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    return configuration
  }

  private static func prepare(_ queue: DatabaseQueue, path: String) throws {
    let migrator = HistorySchema.migrator
    let isCurrent = try queue.inDatabase { database in
      let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
      if id != HistorySchema.applicationID {
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
        guard id == 0, tables == 0 else { throw HistoryError.notAHistory(path: path) }
        return false
      }
      if try migrator.hasBeenSuperseded(database) { throw HistoryError.newer(path: path) }
      return try migrator.hasCompletedMigrations(database)
    }
    if !isCurrent { try migrator.migrate(queue) }
  }

  /// Runs a body on the database and translates what it throws.
  func access<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
    do {
      return try queue.inDatabase(body)
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Runs a body as one transaction: all of it happens, or nothing.
  func transaction<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
    try access { database in
      var value: Value?
      try database.inTransaction(.immediate) {
        value = try body(database)
        return .commit
      }
      guard let value else { throw HistoryError.refused(path: path, reason: "nothing happened") }
      return value
    }
  }
}
