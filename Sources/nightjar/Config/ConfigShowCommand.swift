internal import ArgumentParser
internal import Reporting
internal import Settings

/// `nightjar config show`: the values in force and where each comes from.
struct ConfigShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show every value in force, and where it comes from.",
    usage: "nightjar config show [<options>]",
    discussion: """
      Takes the options of analyze, so that it can be seen what they change. The origin of a value \
      is default, a profile, a line of the file, an environment variable, or an option.

      EXAMPLES
        nightjar config show
        nightjar config show --changed
        nightjar config show --config strict.yaml --fail-on high --list json
      """
  )

  @OptionGroup var config: SettingsOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "History") var history: HistoryOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var gate: GateOptions
  @Flag(help: "Only the values that are not defaults.") var changed = false
  @Option(help: "How the list is written.") var list = HistoryFormat.text

  func run() async throws {
    try await Failure.reported {
      var settings = try config.load()
      reading.apply(to: &settings)
      filters.apply(to: &settings)
      history.apply(to: &settings)
      try output.apply(to: &settings)
      gate.apply(to: &settings)
      try settings.checkUse()
      let display = Display(settings)
      let renderer = SettingsListRenderer(display.textOptions(run: nil), onlyChanged: changed)
      switch list {
      case .text: StandardOutput.write(Array(renderer.text(settings).utf8))
      case .json: StandardOutput.write(renderer.json(settings))
      }
    }
  }
}
