internal import Analysis
internal import ArgumentParser
internal import History
internal import Reporting
internal import Settings

/// `nightjar history show`: the report of one day.
struct HistoryShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Report on one day or week of a history, as analyze reports on logs.",
    usage: "nightjar history show <day or week> --history <path> [<options>]",
    discussion: """
      What was read and rejected is not part of a day: several runs may have recorded it. Days that \
      roll-up has put together are shown as the week that they are.

      EXAMPLES
        nightjar history show 2026-11-22 --history nightjar.sqlite
        nightjar history show 2026-11-22 --history nightjar.sqlite --format json
        nightjar history show 2026-W33 --history nightjar.sqlite
      """
  )

  @Argument(help: "The day, such as 2026-11-22, or the week, such as 2026-W33.") var day: String
  @OptionGroup var file: HistoryFileOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() async throws {
    try await Failure.reported {
      let period = try HistoryFileOptions.dayOrWeek(day)
      var settings = try file.settings()
      try output.apply(to: &settings)
      let targets = try OutputTargets(settings)
      let options = try settings.reportOptions(Selection())
      let store = try file.open()
      let found =
        try period.day.flatMap { try store.digest(of: $0) }
        ?? period.week.flatMap { try store.digest(of: $0) }
      guard let digest = found else {
        throw Failure.usage(
          "\(settings.text(.historyPath) ?? "") does not have \(day); history list says what it has"
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
