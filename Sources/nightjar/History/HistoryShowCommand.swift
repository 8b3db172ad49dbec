internal import Analysis
internal import ArgumentParser
internal import History
internal import Reporting
internal import Settings

/// `nightjar history show`: the report of one day.
struct HistoryShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Report on one day of a history, as analyze reported on its logs.",
    usage: "nightjar history show <day> --history <path> [<options>]",
    discussion: """
      What was read and rejected is not part of a day: several runs may have recorded it.

      EXAMPLES
        nightjar history show 2026-11-22 --history nightjar.sqlite
        nightjar history show 2026-11-22 --history nightjar.sqlite --format json
      """
  )

  @Argument(help: "The day, such as 2026-11-22.") var day: String
  @OptionGroup var file: HistoryFileOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() async throws {
    try await Failure.reported {
      let day = try HistoryFileOptions.day(self.day)
      var settings = try file.settings()
      try output.apply(to: &settings)
      let targets = try OutputTargets(settings)
      let options = try settings.reportOptions(Selection())
      guard let digest = try file.open().digest(of: day) else {
        throw Failure.usage(
          "\(settings.text(.historyPath) ?? "") does not have \(day.text); history list says what it has"
        )
      }
      try targets.write(run: nil, settings, logs: []) { top in
        var options = options
        options.top = top
        return ReportBuilder(digest, options: options).build()
      }
    }
  }
}
