internal import Analysis
internal import ArgumentParser
internal import History

/// `nightjar history prune`: old days removed.
struct HistoryPruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove old days from a history, for good.",
    usage: "nightjar history prune --keep-days <count> --history <path> [<options>]",
    discussion: """
      Today (UTC) and the days before it, as many as are to be kept in all, stay. The records of \
      removed days are not taken back when their logs are read again. Days that share the digest of \
      their week are removed with the last of them.

      EXAMPLES
        nightjar history prune --keep-days 400 --history nightjar.sqlite
        nightjar history prune --keep-days 90 --dry-run --history nightjar.sqlite
      """
  )

  @OptionGroup var file: HistoryFileOptions
  @Option(help: ArgumentHelp("How many days stay, today included.", valueName: "count"))
  var keepDays: Int32
  @Flag(help: "Say what would be removed, and remove nothing.")
  var dryRun = false

  func validate() throws {
    if !(1...1_000_000).contains(keepDays) {
      throw ValidationError("--keep-days \(keepDays) is out of range: write 1 to 1000000.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let store = try file.open()
      let first = Day.today.advanced(by: 1 - keepDays)
      let old = try store.days().map(\.day).filter { $0 < first }
      let removed = try store.keepUp(
        Retention(days: keepDays),
        today: .today,
        dryRun ? .dry : .thorough
      ).removedDays
      var lines = removed.map { "\($0.text) \(dryRun ? "would be removed" : "removed")" }
      if old.count > removed.count {
        lines.append(
          "\(Week(of: first).text) stays: its days share a digest, and some are to be kept"
        )
      }
      for line in lines { StandardOutput.write(Array((line + "\n").utf8)) }
    }
  }
}
