internal import Analysis
internal import ArgumentParser
internal import Settings

/// What makes a run fail that was done all the same, and what does not count.
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

  @Option(
    name: .customLong("suppress"),
    help: ArgumentHelp(
      """
      Hide the findings that this file lists with id, reason and until; may be repeated. The report \
      says how many it hides; --fail-on does not see them.
      """,
      valueName: "path"
    )
  )
  var suppressions: [String] = []

  func apply(to settings: inout Settings) {
    settings.set(
      .suppressions,
      option: "--suppress",
      suppressions.isEmpty ? nil : .texts(suppressions)
    )
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
