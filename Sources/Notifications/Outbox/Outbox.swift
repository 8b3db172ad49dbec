internal import GRDB
internal import SQLiteFiles

/// What was told, and what is to be sent: a SQLite file.
///
/// Deciding what to tell and putting the messages into the outbox is one transaction, so a run that is
/// killed has told all or nothing, and one that is started again tells nothing twice.
package struct Outbox: Sendable {
  let path: String
  private let file: SQLiteFile

  /// How long another run may hold the file.
  private static let waitSeconds = 20.0

  /// Opens the state, which is made when it is missing.
  ///
  /// - Throws: ``NotificationError/state(path:reason:)``.
  package init(path: String) throws(NotificationError) {
    self.path = path
    do {
      file = try SQLiteFile(
        path: path,
        OutboxSchema.kind,
        isMade: true,
        waitSeconds: Self.waitSeconds
      )
    } catch {
      throw Self.failure(error, path)
    }
  }

  private static func failure(_ error: any Error, _ path: String) -> NotificationError {
    if let error = error as? NotificationError { return error }
    let reason =
      switch SQLiteFileError(error) {
      case .unnamed: "the state of notifications needs a file"
      case .directory: "it is a directory"
      case .missing, .closed: "cannot be opened; its directory must exist and be writable"
      case .foreign: "is no state of nightjar's notifications"
      case .newer: "was changed by a newer nightjar; use that"
      case .locked: "another run holds it; start again later"
      case .damaged(let detail): "is damaged (\(detail)); move it away to begin anew"
      case .readOnly: "this user may not write it"
      case .full: "the disk is full"
      case .refused(let detail): "the database says: \(detail)"
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
      return try file.transaction(isKept: isKept, body)
    } catch {
      throw Self.failure(error, path)
    }
  }
}
