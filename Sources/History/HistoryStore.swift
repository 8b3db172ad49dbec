internal import GRDB
internal import SQLiteFiles

/// The digests of earlier days in a SQLite file.
///
/// A rollback journal, not a write-ahead log: a history is written once a night and read in between, and
/// so it is one file that may be copied at any time no run is going on, that needs nothing beside it to
/// be read, and that works on network drives. A run that is killed leaves the journal, from which the
/// next one restores the state before.
package struct HistoryStore: Sendable {
  /// Where the file is.
  package let path: String
  private let file: SQLiteFile

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
    do {
      file = try SQLiteFile(
        path: path,
        HistorySchema.kind,
        isMade: purpose == .recording,
        waitSeconds: waitSeconds,
        // A recording holds one transaction from before the first line is read until its commit.
        hasLongTransactions: true
      )
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Runs a body on the database and translates what it throws.
  func access<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
    do {
      return try file.access(body)
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Runs a body as one transaction: all of it happens, or nothing.
  ///
  /// - Parameters:
  ///   - isKept: Whether what happened stays; `false` is for looking at what would happen.
  ///   - body: What is done.
  /// - Returns: What the body returns.
  /// - Throws: ``HistoryError``; nothing has happened then.
  func transaction<Value>(
    isKept: Bool = true,
    _ body: (Database) throws -> Value
  ) throws(HistoryError) -> Value {
    do {
      return try file.transaction(isKept: isKept, body)
    } catch {
      throw HistoryError(error, path: path)
    }
  }
}
