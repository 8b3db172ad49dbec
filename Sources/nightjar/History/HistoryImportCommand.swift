internal import Analysis
internal import ArgumentParser
internal import History
internal import MetricLog
internal import Reporting
internal import Settings

/// `nightjar history import`: digests recorded as days.
struct HistoryImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Record digests, or logs, in a history without a report on them.",
    usage: "nightjar history import <log> ... --history <path> [<options>]",
    discussion: """
      A digest must be of one day (UTC), made without filters, and its records must all be new to \
      the history or all known. Everything is recorded, or nothing.

      EXAMPLES
        nightjar history import days/*.digest --history nightjar.sqlite
        nightjar history import /var/log/shop --history nightjar.sqlite
      """
  )

  @OptionGroup var inputs: InputOptions
  @OptionGroup(title: "History") var file: HistoryFileOptions
  @Option(help: "How the account is written.") var format = HistoryFormat.text
  @Flag(help: "No colour, even on a terminal.") var noColor = false

  func run() async throws {
    try await Failure.reported {
      let recording = try file.open(for: .recording).beginRecording()
      let known = try recording.knownRecords()
      let intake = try await inputs.read(selection: Selection(), known: known)
      guard let additions = intake.additions else { return }
      let report = try recording.commit(
        additions,
        rules: try file.settings().ruleSettings,
        now: Timestamp.now
      )
      let display = Display(noColor: noColor, width: nil)
      switch format {
      case .text:
        let text = TextRenderer(display.textOptions(run: nil)).render(report)
        StandardOutput.write(Array(text.utf8))
      case .json: StandardOutput.write(JSONRenderer().render(report))
      }
      try inputs.exit(for: intake.digest.inputReport)
    }
  }
}
