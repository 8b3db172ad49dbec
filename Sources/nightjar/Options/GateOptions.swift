internal import Analysis
internal import ArgumentParser
internal import Settings

/// What makes a run fail that was done all the same.
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Exit with 1 when there is a finding of this severity or above, or, with --history, when \
      anything got worse than in the days before.
      """,
      valueName: "severity"
    )
  )
  var failOn: Severity?

  func apply(to settings: inout Settings) {
    settings.set(.failOn, option: "--fail-on", failOn.map { .text($0.name) })
  }
}

extension Settings {
  /// From which severity on a run fails; `nil` when it never does.
  var gate: Severity? { text(.failOn).flatMap { Severity(name: $0) } }
}

extension Severity: ExpressibleByArgument {
  package init?(argument: String) { self.init(name: argument) }

  package static var allValueStrings: [String] { allCases.map(\.name) }
}
