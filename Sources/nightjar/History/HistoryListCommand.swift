internal import ArgumentParser
internal import History
internal import Reporting

/// `nightjar history list`: one line a day.
struct HistoryListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the days of a history.",
    usage: "nightjar history list --history <path> [<options>]",
    discussion: """
      EXAMPLES
        nightjar history list --history nightjar.sqlite
        nightjar history list --history nightjar.sqlite --format json
      """
  )

  @OptionGroup var file: HistoryFileOptions
  @Option(help: "How the list is written.") var format = HistoryFormat.text
  @Flag(help: "No colour, even on a terminal.") var noColor = false

  func run() async throws {
    try await Failure.reported {
      let store = try file.open()
      let days = try store.days()
      let display = Display(noColor: noColor, width: nil)
      let renderer = HistoryListRenderer(display.textOptions(run: nil))
      switch format {
      case .text: StandardOutput.write(Array(renderer.text(days, weeks: try store.weeks()).utf8))
      case .json:
        StandardOutput.write(
          renderer.json(days, weeks: try store.weeks(), horizon: try store.horizon())
        )
      }
    }
  }
}
