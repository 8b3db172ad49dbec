internal import Analysis
internal import ArgumentParser
internal import Foundation
internal import History
internal import Notifications
internal import Reporting
internal import Settings

/// What ends a command early, as a person reads it.
enum Failure: Error {
  /// The arguments cannot be followed; the text says what to write instead.
  case usage(String)
  /// A digest holds records that another input holds, too.
  case overlap(path: String, records: UInt64)
  /// A digest cannot be added to the history.
  case refused(path: String, DigestRefusal)
  /// An output cannot be written.
  case output(path: String, reason: String)

  /// Directories were given and hold nothing that looks like a log.
  static func noLogs(in paths: [String]) -> Failure {
    .usage(
      "no logs in \(paths.joined(separator: ", ")): directories are searched for .jsonl, .json and "
        + ".log files; name other files one by one"
    )
  }

  var message: String {
    switch self {
    case .usage(let text): text
    case .overlap(let path, let records):
      "\(path): \(records) of its records are in another input too, and digests cannot tell "
        + "which: make one digest of all the logs instead"
    case .refused(let path, let refusal): "\(path): \(refusal.message)"
    case .output(let path, let reason): "\(path): cannot be written: \(reason)"
    }
  }

  /// Runs a command and turns a failure into a line on standard error and the exit code 2; 4 when the
  /// history is locked.
  static func reported(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let failure as SettingsError {
      for message in failure.messages { StandardError.write(SafeText.text(message) + "\n") }
      throw ExitCode(exitCode(of: failure))
    } catch {
      guard let message = message(of: error) else { throw error }
      StandardError.write("nightjar: \(message)\n")
      throw ExitCode(exitCode(of: error))
    }
  }

  private static func message(of error: any Error) -> String? {
    switch error {
    case let failure as Failure: failure.message
    case let failure as NotificationError: failure.message
    case let failure as HistoryError: failure.message
    default: nil
    }
  }

  /// The exit code of a command that ends with an error.
  static func exitCode(of error: any Error) -> Int32 {
    switch error {
    case let code as ExitCode: code.rawValue
    case HistoryError.locked: 4
    case is Failure, is SettingsError, is NotificationError, is HistoryError: 2
    default: 70
    }
  }
}
