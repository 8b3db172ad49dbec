internal import ArgumentParser

/// How the command ends when something was thrown.
package enum ExitStatus {
  /// Ends the process with the codes that the help promises, which are not the library's.
  ///
  /// Commands throw exit codes and mistakes in the arguments; whatever else arrives here nobody has
  /// foreseen.
  package static func end(_ error: any Error) -> Never {
    switch Nightjar.exitCode(for: error) {
    case .success: Nightjar.exit(withError: error)
    case .validationFailure:
      StandardError.write(Nightjar.fullMessage(for: error) + "\n")
      Nightjar.exit(withError: ExitCode(2))
    case _ where error is ExitCode: Nightjar.exit(withError: error)
    default:
      StandardError.write("nightjar: a defect of nightjar: \(error)\n")
      Nightjar.exit(withError: ExitCode(70))
    }
  }
}
