internal import GRDB

/// Why one of our SQLite files cannot be used; what to do about it, its owner says.
package enum SQLiteFileError: Error, Equatable {
  /// The path names no file of its own, such as `:memory:`.
  case unnamed
  /// The path is a directory.
  case directory
  /// There is no file, and none is to be made.
  case missing
  /// The file is something else: another database, or no database at all.
  case foreign
  /// A newer version of us has changed the file's schema.
  case newer
  /// Another process has it locked.
  case locked
  /// The content contradicts itself or its schema.
  case damaged(detail: String)
  /// This user may not write it.
  case readOnly
  /// It cannot be opened, or nothing can be written beside it.
  case closed
  /// The disk is full.
  case full
  /// SQLite refuses for another reason.
  case refused(detail: String)

  /// What an error means that opening or using a file has thrown.
  package init(_ error: any Error) {
    if let error = error as? SQLiteFileError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      // What is left are values that are not of their column's type.
      self = .damaged(detail: "\(error)")
      return
    }
    let detail = error.message ?? "\(error.extendedResultCode)"
    self =
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
      case .SQLITE_NOTADB: .foreign
      case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
        .damaged(detail: detail)
      case .SQLITE_READONLY: .readOnly
      case .SQLITE_CANTOPEN: .closed
      case .SQLITE_FULL: .full
      default: .refused(detail: detail)
      }
  }
}
