/// One run of a command that records in a history, as the history keeps it.
package struct RunRecord: Sendable, Equatable {
  /// Its place among all runs, from 1 on.
  package var number: Int64
  /// Such as `analyze`.
  package var command: String
  /// The version of nightjar.
  package var version: String
  package var beganMicroseconds: Int64
  /// The exit code; `nil` when the run was killed or goes on.
  package var exit: Int32?
  /// What it took; `nil` when it ended before it had recorded.
  package var figures: RunFigures?

  package init(
    number: Int64,
    command: String,
    version: String,
    beganMicroseconds: Int64,
    exit: Int32? = nil,
    figures: RunFigures? = nil
  ) {
    (self.number, self.command, self.version) = (number, command, version)
    (self.beganMicroseconds, self.exit, self.figures) = (beganMicroseconds, exit, figures)
  }

  /// Whether it read what it was to read, whatever it found.
  package var isComparable: Bool {
    guard let exit, figures != nil else { return false }
    return [0, 1, 3].contains(exit)
  }
}
