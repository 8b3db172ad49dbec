internal import Foundation
package import GRDB

/// A SQLite file of ours: one kind of content, told by an id in the header, with a schema that grows by
/// migrations.
///
/// It keeps a rollback journal, so that at rest it is one file, which may be copied and needs nothing
/// beside it to be read. What is committed survives a power failure.
package struct SQLiteFile: Sendable {
  /// What a file holds.
  package struct Kind: Sendable {
    /// What it is called where SQLite's work is watched.
    package let label: String
    /// What tells it from other databases, in the header of the file.
    package let applicationID: Int32
    /// All migrations, in order; the first sets the id in the header.
    package let migrator: DatabaseMigrator

    package init(label: String, applicationID: Int32, migrator: DatabaseMigrator) {
      (self.label, self.applicationID, self.migrator) = (label, applicationID, migrator)
    }
  }

  private let queue: DatabaseQueue

  /// Opens a file and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - kind: What it must hold.
  ///   - isMade: Whether it is made when it is missing.
  ///   - waitSeconds: How long to wait for another process that has it locked.
  ///   - hasLongTransactions: Whether a transaction may last from one ``access(_:)`` to another.
  /// - Throws: ``SQLiteFileError``; the file is unchanged then.
  package init(
    path: String,
    _ kind: Kind,
    isMade: Bool,
    waitSeconds: Double,
    hasLongTransactions: Bool = false
  ) throws(SQLiteFileError) {
    if path.isEmpty || path == "-" || path.hasPrefix(":") || path.hasPrefix("file:") {
      throw .unnamed
    }
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = (try? FileManager.default.attributesOfItem(atPath: target))?[.type]
    if type as? FileAttributeType == .typeDirectory { throw .directory }
    if type == nil, !isMade { throw .missing }
    do {
      var configuration = Self.configuration(kind, waitSeconds)
      configuration.allowsUnsafeTransactions = hasLongTransactions
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.prepare(queue, kind)
    } catch {
      throw SQLiteFileError(error)
    }
  }

  private static func configuration(_ kind: Kind, _ waitSeconds: Double) -> Configuration {
    var configuration = Configuration()
    configuration.label = kind.label
    configuration.busyMode = waitSeconds > 0 ? .timeout(waitSeconds) : .immediateError
    configuration.prepareDatabase { database in
      // What is reported as done survives a power failure, the journal's removal included.
      try database.execute(sql: "PRAGMA synchronous = EXTRA")
      // A file from a stranger cannot make its schema call functions.
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    return configuration
  }

  private static func prepare(_ queue: DatabaseQueue, _ kind: Kind) throws {
    let isCurrent = try queue.inDatabase { database in
      let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
      if id != kind.applicationID {
        guard id == 0, try isEmpty(database) else { throw SQLiteFileError.foreign }
        return false
      }
      if try kind.migrator.hasBeenSuperseded(database) { throw SQLiteFileError.newer }
      return try kind.migrator.hasCompletedMigrations(database)
    }
    if !isCurrent { try kind.migrator.migrate(queue) }
  }

  /// Whether a database holds nothing, or only the list of migrations and none in it: so a process leaves
  /// it that is killed before the first migration.
  private static func isEmpty(_ database: Database) throws -> Bool {
    let others = try Int.fetchOne(
      database,
      sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'"
    )
    guard others == 0 else { return false }
    guard try database.tableExists("grdb_migrations") else { return true }
    return try Int.fetchOne(database, sql: "SELECT count(*) FROM grdb_migrations") == 0
  }

  /// Runs a body on the database.
  ///
  /// - Throws: What the body throws, errors of SQLite as they are: ``SQLiteFileError/init(_:)``
  ///   translates.
  package func access<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try queue.inDatabase(body)
  }

  /// Runs a body as one transaction, which begins with the lock for writing.
  ///
  /// - Parameters:
  ///   - isKept: Whether what happened stays; `false` is for looking at what would happen.
  ///   - body: What is done.
  /// - Returns: What the body returns.
  /// - Throws: As ``access(_:)``; nothing has happened then.
  package func transaction<Value>(
    isKept: Bool = true,
    _ body: (Database) throws -> Value
  ) throws -> Value {
    try access { database in
      var value: Value?
      try database.inTransaction(.immediate) {
        value = try body(database)
        return isKept ? .commit : .rollback
      }
      guard let value else { throw SQLiteFileError.refused(detail: "nothing happened") }
      return value
    }
  }
}
