internal import Analysis
internal import ArgumentParser
internal import Reporting
internal import Settings

/// `nightjar compare`: two sets of days, operation by operation.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Say what got worse or better between two sets of logs.",
    usage: "nightjar compare <log> ... --with <log> [--with <log> ...] [<options>]",
    discussion: """
      A day (UTC) is one observation, because the requests of a day resemble each other: each side \
      needs four days with enough requests. Of an operation with fewer it is said that there are \
      too few, and never that nothing changed. Digests must be of one day each, as history export \
      writes them.

      EXAMPLES
        nightjar compare this-week --with last-week
        nightjar compare days/2026-11-2*.digest --with days/2026-11-1*.digest
        nightjar compare this-week --with last-week --format json --fail-on-regression
      """
  )

  @OptionGroup var inputs: InputOptions
  @Option(
    name: .customLong("with"),
    parsing: .upToNextOption,
    help: ArgumentHelp("The logs, directories or digests to compare with.", valueName: "log")
  )
  var baseline: [String]
  @OptionGroup var config: SettingsOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @Flag(help: "Exit with 1 when anything got worse.") var failOnRegression = false
  @Option(help: "How the comparison is written.") var format = HistoryFormat.text
  @Flag(help: "No colour, even on a terminal.") var noColor = false

  func run() async throws {
    try await Failure.reported {
      var settings = try config.load()
      inputs.apply(to: &settings)
      filters.apply(to: &settings)
      settings.set(.color, option: "--no-color", noColor ? .flag(false) : nil)
      let inputs = inputs.adopting(inputs.logs, settings)
      let selection = try settings.selection()
      let candidate = try await inputs.readDays(inputs.logs, selection: selection)
      let before = try await inputs.readDays(baseline, selection: selection)
      let comparison = ComparisonBuilder(baseline: before.days, candidate: candidate.days).build()
      let display = Display(settings)
      switch format {
      case .text:
        let text = TextRenderer(display.textOptions(run: nil)).render(comparison)
        StandardOutput.write(Array(text.utf8))
      case .json: StandardOutput.write(JSONRenderer().render(comparison))
      }
      for input in [before.input, candidate.input] { try inputs.exit(for: input) }
      if failOnRegression, comparison.count(.regression) > 0 { throw ExitCode(1) }
    }
  }
}
