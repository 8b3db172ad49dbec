internal import ArgumentParser
internal import History
internal import Reporting

/// `nightjar history runs`: what the runs took that have recorded.
struct HistoryRunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs that have recorded: speed, memory, what was rejected, how they ended.",
    usage: "nightjar history runs --history <path> [<options>]",
    discussion: """
      The newest 1,000 runs of analyze and history import are kept, failed and killed ones included. \
      The last that ended is held against up to 14 before it: out of line is what is more than twice \
      their median, and beyond their usual spread. A run without an exit code was killed, or goes on.

      EXAMPLES
        nightjar history runs --history nightjar.sqlite
        nightjar history runs --last 100 --history nightjar.sqlite
        nightjar history runs --history nightjar.sqlite --format json
      """
  )

  @OptionGroup var file: HistoryFileOptions
  @Option(help: ArgumentHelp("How many runs are listed; by default 20.", valueName: "count"))
  var last = 20
  @Option(help: "How the list is written.") var format = HistoryFormat.text
  @Flag(help: "No colour, even on a terminal.") var noColor = false

  func validate() throws {
    if !(1...1000).contains(last) {
      throw ValidationError("--last \(last) is out of range: write 1 to 1000.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let runs = try file.open().runs()
      let display = Display(noColor: noColor, width: nil)
      let renderer = RunListRenderer(display.textOptions(run: nil))
      switch format {
      case .text: StandardOutput.write(Array(renderer.text(runs, last: last).utf8))
      case .json: StandardOutput.write(renderer.json(runs, last: last))
      }
    }
  }
}
