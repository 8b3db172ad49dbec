internal import ArgumentParser
internal import Foundation

/// What ends a command early, as a person reads it.
enum Failure: Error {
  /// The arguments cannot be followed; the text says what to write instead.
  case usage(String)
  /// A digest cannot be used.
  case digest(path: String, reason: String)
  /// An output cannot be written.
  case output(path: String, reason: String)

  var message: String {
    switch self {
    case .usage(let text): text
    case .digest(let path, let reason): "\(path): \(reason)"
    case .output(let path, let reason): "\(path): cannot be written: \(reason)"
    }
  }

  var exitCode: ExitCode {
    switch self {
    case .usage, .output: ExitCode(2)
    case .digest: ExitCode(3)
    }
  }

  /// Runs a command and turns a failure into a line on standard error and an exit code.
  static func reported(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let failure as Failure {
      StandardError.write("nightjar: \(failure.message)\n")
      throw failure.exitCode
    }
  }
}
