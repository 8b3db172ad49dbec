internal import Analysis
internal import ArgumentParser
internal import Reporting

/// `nightjar explain`: how a finding came about.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show the formula, inputs, windows and counts behind one finding.",
    usage: "nightjar explain <finding> <log> ... [<options>]",
    discussion: """
      FINDING is the identifier that analyze shows, or its beginning. The logs are those of the \
      report, with the same filters: the finding is computed again, and everything that went into \
      it is shown.

      EXAMPLES
        nightjar explain n_plus_one-3f9a2c1b7d04 /var/log/shop
        nightjar explain cache_lost night.digest
      """
  )

  @Argument(help: ArgumentHelp("The finding's identifier.", valueName: "finding"))
  var finding: String
  @OptionGroup var inputs: InputOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup var zone: TimeZoneOptions
  @Flag(help: "No colour, even on a terminal.")
  var noColor = false

  func run() async throws {
    try await Failure.reported {
      let selection = try filters.selection()
      let intake = try await inputs.read(selection: selection)
      var options = ReportOptions()
      options.selection = selection
      options.top = 0
      let findings = ReportBuilder(intake.digest, options: options).build().findings
      let wanted = findings.filter { $0.id.hasPrefix(finding) }
      guard !wanted.isEmpty else {
        throw Failure.usage(
          "no finding \(finding) in these logs: analyze lists them; filters must be the same"
        )
      }
      let display = Display(noColor: noColor, width: nil)
      let renderer = TextRenderer(display.textOptions(run: nil, clock: zone.clock))
      let texts = wanted.map { renderer.render($0) }
      StandardOutput.write(Array(texts.joined(separator: "\n").utf8))
      try inputs.exit(for: intake.digest.inputReport)
    }
  }
}
