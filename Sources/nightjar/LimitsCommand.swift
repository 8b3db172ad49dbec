internal import Analysis
internal import ArgumentParser
internal import Reporting
internal import Settings

/// `nightjar limits`: what caps would have done to the requests of a log.
struct LimitsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "limits",
    abstract: "Say which past requests a limit would have refused, and what it would have saved.",
    usage: "nightjar limits [<log> ...] [<options>]",
    discussion: """
      For caps on complexity, depth and time: how many requests of which operations and clients \
      would have been refused, how many of those had ended without an error, and the time that \
      would have been saved. Proposes the cap that refuses nobody: above every request that ended \
      without an error, and some more. Counts are those of all requests where the log's sample has \
      them all, else estimates, whose bounds are in the JSON.

      EXAMPLES
        nightjar limits /var/log/shop
        nightjar limits /var/log/shop --complexity 500 --complexity 1000 --time 2000
        nightjar limits night.digest --format json | jq '.limits[].proposal'
      """
  )

  @OptionGroup var inputs: InputOptions
  @OptionGroup var dated: DatedInputOptions
  @OptionGroup var config: SettingsOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions

  @Option(help: ArgumentHelp("Look at this cap on complexity; may be repeated.", valueName: "cap"))
  var complexity: [Int] = []

  @Option(help: ArgumentHelp("Look at this cap on depth; may be repeated.", valueName: "cap"))
  var depth: [Int] = []

  @Option(
    help: ArgumentHelp(
      "Look at this cap on the duration, in milliseconds; may be repeated.",
      valueName: "ms"
    )
  )
  var time: [Double] = []

  @Option(help: "How it is written.") var format = HistoryFormat.text
  @Flag(help: "No colour, even on a terminal.") var noColor = false

  func validate() throws {
    for cap in (complexity + depth).map({ Double($0) }) + time where !(0...1e12).contains(cap) {
      throw ValidationError("a cap of \(cap) is out of range: write 0 to 1000000000000.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      var settings = try config.load()
      inputs.apply(to: &settings)
      filters.apply(to: &settings)
      settings.set(.color, option: "--no-color", noColor ? .flag(false) : nil)
      let selection = try settings.selection()
      let inputs = inputs.adopting(try dated.paths(inputs.logs, settings), settings)
      let intake = try await inputs.read(selection: selection)
      var options = LimitOptions()
      options.caps = [
        .complexity: complexity.map { Double($0) }, .depth: depth.map { Double($0) }, .time: time,
      ]
      options.hidden = settings.hiddenNames
      let report = LimitSimulation(intake.digest, options: options).report()
      let renderer = LimitsRenderer(Display(settings).textOptions(run: nil))
      switch format {
      case .text: StandardOutput.write(Array(renderer.render(report).utf8))
      case .json: StandardOutput.write(renderer.json(report))
      }
      try inputs.exit(for: intake.digest.inputReport)
    }
  }
}
