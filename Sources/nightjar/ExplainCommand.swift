internal import Analysis
internal import ArgumentParser
internal import Reporting
internal import Settings

/// `nightjar explain`: how a finding came about.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show the formula, inputs, windows and counts behind one finding.",
    usage: "nightjar explain <finding> [<log> ...] [<options>]",
    discussion: """
      FINDING is the identifier that analyze shows, or its beginning. The logs are those of the \
      report, with the same filters: the finding is computed again, and everything that went into \
      it is shown, and the logs are read once more for the file and line of its examples.

      EXAMPLES
        nightjar explain n_plus_one-3f9a2c1b7d04 /var/log/shop
        nightjar explain cache_lost night.digest
      """
  )

  @Argument(help: ArgumentHelp("The finding's identifier.", valueName: "finding"))
  var finding: String
  @OptionGroup var inputs: InputOptions
  @OptionGroup var dated: DatedInputOptions
  @OptionGroup var config: SettingsOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup var zone: TimeZoneOptions
  @Flag(help: "No colour, even on a terminal.")
  var noColor = false

  func run() async throws {
    try await Failure.reported {
      var settings = try config.load()
      inputs.apply(to: &settings)
      filters.apply(to: &settings)
      zone.apply(to: &settings)
      settings.set(.color, option: "--no-color", noColor ? .flag(false) : nil)
      let selection = try settings.selection()
      let inputs = inputs.adopting(try dated.paths(inputs.logs, settings), settings)
      let intake = try await inputs.read(selection: selection)
      var options = try settings.reportOptions(selection)
      // Who asks for a finding is to see it.
      options.suppressions = []
      options.top = 0
      let findings = ReportBuilder(intake.digest, options: options).build().findings
      var wanted = findings.filter { $0.id.hasPrefix(finding) }
      guard !wanted.isEmpty else {
        throw Failure.usage(
          "no finding \(finding) in these logs: analyze lists them; filters must be the same"
        )
      }
      var locator = ExampleLocator(inputs.logs, try inputs.reading.options())
      locator.locate(&wanted)
      let display = Display(settings)
      let renderer = TextRenderer(display.textOptions(run: nil, clock: settings.clock))
      let texts = wanted.map { renderer.render($0) }
      StandardOutput.write(Array(texts.joined(separator: "\n").utf8))
      try inputs.exit(for: intake.digest.inputReport)
    }
  }
}
