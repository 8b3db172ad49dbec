internal import Analysis
internal import ArgumentParser
internal import History
internal import Reporting
internal import Settings

/// `nightjar compare`: two sets of days, operation by operation.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Say what got worse or better between two sets of logs, or of days.",
    usage: """
      nightjar compare <log> ... --with <log> [--with <log> ...] [<options>]
      nightjar compare <days> --with <days> --history <path> [<options>]
      """,
    discussion: """
      A day (UTC) is one observation, because the requests of a day resemble each other: each side \
      needs four days with enough requests. Of an operation with fewer it is said that there are \
      too few, and never that nothing changed. Digests must be of one day each, as history export \
      writes them.

      With --history both sides are days of it: 2026-11-22, 2026-11-15..2026-11-21, or a named \
      baseline. Without --with they are compared with the 28 days before; last-release stands for \
      the days of the release before the latest.

      Environments, releases and clients are told apart by --env, --release, --client and, for the \
      other side, --with-env, --with-release, --with-client, in logs, digests and histories. What \
      is not known of a selection is said: of a client, the mean and the errors are all that is.

      EXAMPLES
        nightjar compare this-week --with last-week
        nightjar compare days/2026-11-2*.digest --with days/2026-11-1*.digest
        nightjar compare this-week --with last-week --fail-on-regression
        nightjar compare logs --env staging --with logs --with-env live
        nightjar compare 2026-11-15..2026-11-21 --history h.sqlite
        nightjar compare 2026-11-21 --with last-release --history h.sqlite
        nightjar compare spring --with 2026-02-01..2026-02-28 --history h.sqlite
        nightjar compare spring --env staging --with-env live --history h.sqlite
      """
  )

  @OptionGroup var inputs: InputOptions
  @Option(
    name: .customLong("with"),
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The logs, directories or digests to compare with; with --history days of it.",
      valueName: "log"
    )
  )
  var baseline: [String] = []
  @OptionGroup var config: SettingsOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "History") var selections: SelectionOptions
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
      let comparison: Comparison
      var read: [InputReport] = []
      if selections.history != nil {
        comparison = try selections.comparison(of: inputs.logs, with: baseline, settings)
      } else {
        (comparison, read) = try await comparisonOfLogs(inputs, settings)
      }
      let display = Display(settings)
      switch format {
      case .text:
        let text = TextRenderer(display.textOptions(run: nil)).render(comparison)
        StandardOutput.write(Array(text.utf8))
      case .json: StandardOutput.write(JSONRenderer().render(comparison))
      }
      for input in read { try inputs.exit(for: input) }
      if failOnRegression, comparison.count(.regression) > 0 { throw ExitCode(1) }
    }
  }

  private func comparisonOfLogs(
    _ inputs: InputOptions,
    _ settings: Settings
  ) async throws -> (Comparison, [InputReport]) {
    guard !baseline.isEmpty else {
      throw Failure.usage("--with is missing: name the logs to compare with, or a --history")
    }
    let selection = try settings.selection()
    let (envs, releases) = (selection.envs, selection.releases)
    let judged = selections.slice(
      (envs.count == 1 ? envs.first : nil, releases.count == 1 ? releases.first : nil)
    )
    let other = selections.sliceBefore(judged)
    var before = selection
    if let env = selections.withEnv { before.envs = [env] }
    if let release = selections.withRelease { before.releases = [release] }
    let candidate = try await inputs.readDays(inputs.logs, selection, judged)
    let baseline = try await inputs.readDays(baseline, before, other)
    let comparison = ComparisonBuilder.comparison(
      baseline.period,
      candidate.period,
      envs: (other.env, judged.env)
    )
    return (comparison, [baseline.input, candidate.input])
  }
}
