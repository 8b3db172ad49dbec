package import Analysis
internal import SQLiteFiles

/// Why a history cannot be used.
package enum HistoryError: Error, Equatable {
  /// There is no file.
  case missing(path: String)
  /// The file is something else: another database, or no database at all.
  case notAHistory(path: String)
  /// A newer nightjar has changed the file's schema.
  case newer(path: String)
  /// Another run has it locked.
  case locked(path: String)
  /// The file's content contradicts itself.
  case damaged(path: String, detail: String)
  /// The stored digest of a day cannot be read.
  case damagedDay(path: String, day: Day, detail: String)
  /// The digest that days of a week share cannot be read.
  case damagedWeek(path: String, week: Week, detail: String)
  /// A day has no digest of its own any more.
  case inWeek(path: String, day: Day)
  /// More writers in one day than are told apart, so that records could be counted twice.
  case tooManyWriters(day: Day)
  /// The system or SQLite refuses.
  case refused(path: String, reason: String)

  /// The reason and the remedy in one sentence.
  package var message: String {
    switch self {
    case .missing(let path): "\(path): there is no history; analyze --history makes one"
    case .notAHistory(let path):
      "\(path): is not a history of nightjar, or its beginning is damaged; nothing was changed"
    case .newer(let path):
      "\(path): was changed by a newer nightjar than this one: use that one, or a newer one still"
    case .locked(let path):
      "\(path): another run is recording in it; nothing was changed, start again later"
    case .damaged(let path, let detail):
      "\(path): is damaged (\(detail)): restore a copy, or record the logs in a new history"
    case .damagedDay(let path, let day, let detail):
      "\(path): the digest of \(day.text) \(detail)"
    case .damagedWeek(let path, let week, let detail):
      "\(path): the digest of \(week.text) \(detail)"
    case .inWeek(let path, let day):
      "\(path): \(day.text) has been put together with the other days of its week: take "
        + Week(of: day).text + " instead"
    case .tooManyWriters(let day):
      "\(day.text) has more writers than a digest tells apart: nothing was recorded, for records "
        + "could be counted twice"
    case .refused(let path, let reason): "\(path): \(reason)"
    }
  }

  /// What an error of a body or of SQLite means for a history.
  init(_ error: any Error, path: String) {
    if let error = error as? HistoryError {
      self = error
      return
    }
    self =
      switch SQLiteFileError(error) {
      case .unnamed: .refused(path: "'\(path)'", reason: "a history needs a file")
      case .directory: .refused(path: path, reason: "it is a directory")
      case .missing: .missing(path: path)
      case .foreign: .notAHistory(path: path)
      case .newer: .newer(path: path)
      case .locked: .locked(path: path)
      case .damaged(let detail): .damaged(path: path, detail: detail)
      case .readOnly: .refused(path: path, reason: "this user may not write it")
      case .closed:
        .refused(path: path, reason: "cannot be opened, or nothing can be written beside it")
      case .full: .refused(path: path, reason: "the disk is full; nothing was changed")
      case .refused(let detail): .refused(path: path, reason: "the database says: \(detail)")
      }
  }
}
