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
      Writes DIRECTORY/2026-11-22.digest for each day, or for the days named. The directory is made \
      when it is missing.

      EXAMPLES
        nightjar history export --output days --history nightjar.sqlite
        nightjar history export 2026-11-22 -o days --history nightjar.sqlite
      """
  )

  @Argument(help: "The days, such as 2026-11-22; all when none is named.") var days: [String] = []
  @OptionGroup var file: HistoryFileOptions
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The directory for the digests.", valueName: "directory")
  )
  var output: String

  func run() async throws {
    try await Failure.reported {
      let store = try file.open()
      let named = try days.map(HistoryFileOptions.day)
      let stored = try store.days().map(\.day)
      if let missing = named.first(where: { !stored.contains($0) }) {
        let path = try file.settings().text(.historyPath) ?? ""
        throw Failure.usage("\(path) does not have \(missing.text)")
      }
      let wanted = named.isEmpty ? stored : named
      let folder = try DigestFolder(output)
      for day in wanted {
        guard let bytes = try store.encodedDigest(of: day) else { continue }
        try folder.write([(day: day, bytes: bytes)])
      }
    }
  }
}
