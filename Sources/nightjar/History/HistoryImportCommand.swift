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
      let settings = try file.settings()
      try await HistoryInForce(settings)
        .keepingRun("history import", threads: inputs.reading.threadCount) { log in
          try await record(settings, log)
        }
    }
  }

  private func record(_ settings: Settings, _ log: RunLog?) async throws {
    guard let recording = try HistoryInForce(settings).begin() else { return }
    // The lock goes with the recording, so that the history can take how the run ended.
    defer { recording.cancel() }
    let known = try recording.knownRecords()
    let intake = try await inputs.read(selection: Selection(), known: known)
    guard let additions = intake.additions else { return }
    let input = intake.digest.inputReport
    var report = try recording.commit(
      additions,
      rules: settings.ruleSettings,
      now: Timestamp.now
    ) { newRecords in
      log?.record(input, newRecords: newRecords)
    }
    report.outOfLine = log?.comparison()?.outliers.filter(\.measure.isOfInput) ?? []
    if !inputs.reading.quiet { log?.tellWhatIsOutOfLine() }
    let display = Display(noColor: noColor, width: nil)
    switch format {
    case .text:
      let text = TextRenderer(display.textOptions(run: nil)).render(report)
      StandardOutput.write(Array(text.utf8))
    case .json: StandardOutput.write(JSONRenderer().render(report))
    }
    try inputs.exit(for: input)
  }
}
