internal import Analysis
internal import ArgumentParser
internal import Foundation
internal import History
internal import Reporting

/// `nightjar history alerts`: thresholds within a budget of alerts.
struct HistoryAlertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "Propose a threshold that would have kept alerts within a budget.",
    usage: "nightjar history alerts [--per-week <count>] --history <path> [<options>]",
    discussion: """
      Judges the latest 56 nights again, as analyze --history --fail-on would have judged them \
      then, and names the nights that would have alerted. The threshold is for analyze \
      --fail-on-effect.

      EXAMPLES
        nightjar history alerts --history nightjar.sqlite
        nightjar history alerts --per-week 0.5 --format json --history h.sqlite
      """
  )

  @OptionGroup var file: HistoryFileOptions
  @Option(help: ArgumentHelp("How many alerts a week are wanted at most.", valueName: "count"))
  var perWeek = 2.0
  @Option(help: "How the proposal is written.") var format = HistoryFormat.text
  @Flag(help: "No colour, even on a terminal.") var noColor = false

  func validate() throws {
    if !(0...1000).contains(perWeek) {
      throw ValidationError("--per-week \(perWeek) is out of range: write 0 to 1000.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let threads = ProcessInfo.processInfo.activeProcessorCount
      let budget = try file.open().alertBudget(threads: threads)
      let display = Display(noColor: noColor, width: nil)
      switch format {
      case .text:
        let text = TextRenderer(display.textOptions(run: nil)).render(budget, perWeek: perWeek)
        StandardOutput.write(Array(text.utf8))
      case .json: StandardOutput.write(JSONRenderer().render(budget, perWeek: perWeek))
      }
    }
  }
}
