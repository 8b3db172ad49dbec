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
    } catch let failure as Failure {
      StandardError.write("nightjar: \(failure.message)\n")
      throw ExitCode(2)
    } catch let failure as SettingsError {
      for message in failure.messages { StandardError.write(SafeText.text(message) + "\n") }
      throw ExitCode(2)
    } catch let failure as NotificationError {
      StandardError.write("nightjar: \(failure.message)\n")
      throw ExitCode(2)
    } catch let failure as HistoryError {
      StandardError.write("nightjar: \(failure.message)\n")
      if case .locked = failure { throw ExitCode(4) }
      throw ExitCode(2)
    }
  }
}
