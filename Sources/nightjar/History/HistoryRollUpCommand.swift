internal import Analysis
internal import ArgumentParser
internal import History
internal import MetricLog
internal import Reporting

/// `nightjar history roll-up`: hours of old days put together, and days of old weeks.
struct HistoryRollUpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roll-up",
    abstract: "Put old hours and days together: smaller, and every sum as it was.",
    usage: "nightjar history roll-up [<options>] --history <path>",
    discussion: """
      With --keep-hours older days lose the hour of their requests, and nothing else. With \
      --keep-day-digests the older days of a week (Monday to Sunday, once all of it is older) share \
      one digest: their counts, sums, percentiles and findings stay those of single days, and records \
      that come late are taken as ever; samples, examples and texts are kept of the week, which \
      history show and history export know as 2026-W47. A week whose days could not be told apart \
      exactly stays as it is.

      With --budget further hours and weeks follow, the oldest first, while the file has more; the \
      hours of 15 days and the digests of 29 stay. The exit code is 1 when it has more afterwards; \
      history prune removes whole days.

      EXAMPLES
        nightjar history roll-up --keep-hours 60 --history nightjar.sqlite
        nightjar history roll-up --keep-day-digests 90 --history nightjar.sqlite
        nightjar history roll-up --budget 2GB --dry-run --history nightjar.sqlite
      """
  )

  @OptionGroup var file: HistoryFileOptions
  @Option(help: ArgumentHelp("Days that keep their hours, today included.", valueName: "days"))
  var keepHours: Int32?
  @Option(
    help: ArgumentHelp("Days that keep digests of their own, today included.", valueName: "days")
  )
  var keepDayDigests: Int32?
  @Option(help: ArgumentHelp("What the file may have, such as 2GB.", valueName: "bytes"))
  var budget: ByteSize?
  @Flag(help: "Say what would be done, and do nothing.") var dryRun = false

  func validate() throws {
    for (name, days) in [("--keep-hours", keepHours), ("--keep-day-digests", keepDayDigests)] {
      if let days, !(1...1_000_000).contains(days) {
        throw ValidationError("\(name) \(days) is out of range: write 1 to 1000000.")
      }
    }
    if keepHours == nil, keepDayDigests == nil, budget == nil {
      throw ValidationError("Nothing to do: give --keep-hours, --keep-day-digests or --budget.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let retention = Retention(
        hours: keepHours,
        dayDigests: keepDayDigests,
        budgetBytes: budget.map { Int64($0.bytes) }
      )
      let upkeep = try file.open().keepUp(retention, today: .today, dryRun ? .dry : .thorough)
      let renderer = HistoryListRenderer()
      StandardOutput.write(Array(renderer.text(upkeep, isDry: dryRun).utf8))
      if upkeep.isOverBudget { throw ExitCode(1) }
    }
  }
}
