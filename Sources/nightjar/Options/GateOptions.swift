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

  @Option(
    help: ArgumentHelp(
      """
      With --fail-on, only what got worse by at least so many per cent counts; history alerts \
      proposes a number.
      """,
      valueName: "percent"
    )
  )
  var failOnEffect: Double?

  func validate() throws {
    if let failOnEffect, !(0...10_000).contains(failOnEffect) {
      throw ValidationError("--fail-on-effect \(failOnEffect) is out of range: write 0 to 10000.")
    }
  }

  func apply(to settings: inout Settings) {
    settings.set(.failOnEffect, option: "--fail-on-effect", failOnEffect.map { .number($0) })
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

  /// The least relative change, in 0..., that counts as having got worse.
  var leastEffect: Double { (number(.failOnEffect) ?? 0) / 100 }

  /// Whether something got worse by enough to count.
  func alarms(for change: Comparison.Change) -> Bool {
    (change.effect?.magnitude ?? 0) >= leastEffect
  }
}

extension Severity: ExpressibleByArgument {
  package init?(argument: String) { self.init(name: argument) }

  package static var allValueStrings: [String] { allCases.map(\.name) }
}
