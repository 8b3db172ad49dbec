internal import Analysis
internal import ArgumentParser
internal import History
internal import MetricLog
internal import Settings

/// `nightjar history export`: days as digests.
struct HistoryExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write days of a history as digests, which every command reads.",
    usage: "nightjar history export [<day> ...] -o <directory> --history <path> [...]",
    discussion: """
      Writes DIRECTORY/2026-11-22.digest for each day, or for the days named, and \
      DIRECTORY/2026-W33.digest for days that share the digest of their week. The directory is made \
      when it is missing. analyze and merge read all of them; history import takes those of days \
      alone, because in that of a week the records of days are not told apart.

      EXAMPLES
        nightjar history export --output days --history nightjar.sqlite
        nightjar history export 2026-11-22 -o days --history nightjar.sqlite
      """
  )

  @Argument(
    help: "The days or weeks, such as 2026-11-22 or 2026-W33; all when none is named."
  )
  var days: [String] = []
  @OptionGroup var file: HistoryFileOptions
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The directory for the digests.", valueName: "directory")
  )
  var output: String

  func run() async throws {
    try await Failure.reported {
      let store = try file.open()
      let stored = try store.days().filter { $0.week == nil }.map(\.day)
      let weeks = try store.weeks().map(\.week)
      let named = try days.map(HistoryFileOptions.dayOrWeek)
      let path = try file.settings().text(.historyPath) ?? ""
      for (text, period) in zip(days, named) {
        let bytes =
          try period.day.flatMap { try store.encodedDigest(of: $0) }
          ?? period.week.flatMap { try store.encodedDigest(of: $0) }
        if bytes == nil { throw Failure.usage("\(path) does not have \(text)") }
      }
      let folder = try DigestFolder(output)
      for day in named.isEmpty ? stored : named.compactMap(\.day) {
        guard let bytes = try store.encodedDigest(of: day) else { continue }
        try folder.write(bytes, name: day.text)
      }
      for week in named.isEmpty ? weeks : named.compactMap(\.week) {
        guard let bytes = try store.encodedDigest(of: week) else { continue }
        try folder.write(bytes, name: week.text)
      }
    }
  }
}
