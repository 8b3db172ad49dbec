internal import Analysis
internal import ArgumentParser
internal import History
internal import LogGeneration
internal import MetricLog
internal import Reporting

/// `nightjar history roll-up`: hours of old days put together.
struct HistoryRollUpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roll-up",
    abstract: "Put the hours of old days together: smaller, and every sum as it was.",
    usage: "nightjar history roll-up --keep-hours <days> --history <path> [<options>]",
    discussion: """
      Days older than so many lose the hour of their requests, and nothing else: counts, sums, \
      percentiles, statements and findings stay, and records that come late are taken as ever. \
      With --budget the exit code is 1 when the file is larger afterwards; history prune removes \
      whole days.

      EXAMPLES
        nightjar history roll-up --keep-hours 60 --history nightjar.sqlite
        nightjar history roll-up --keep-hours 60 --budget 2GB --history h.sqlite
      """
  )

  @OptionGroup var file: HistoryFileOptions
  @Option(help: ArgumentHelp("Days that keep their hours, today included.", valueName: "days"))
  var keepHours: Int32
  @Option(help: ArgumentHelp("What the file may have, such as 2GB.", valueName: "bytes"))
  var budget: ByteSize?
  @Flag(help: "Say what would be done, and do nothing.") var dryRun = false

  func validate() throws {
    if !(1...1_000_000).contains(keepHours) {
      throw ValidationError("--keep-hours \(keepHours) is out of range: write 1 to 1000000.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let first = Day(ofMicroseconds: Timestamp.now).advanced(by: 1 - keepHours)
      let result = try file.open().rollUp(before: first, isDry: dryRun)
      let renderer = HistoryListRenderer()
      let isOver = budget.map { result.bytesAfter > Int64(clamping: $0.bytes) } ?? false
      StandardOutput.write(
        Array(
          renderer.rollUp(
            days: result.days,
            bytes: (result.bytesBefore, result.bytesAfter),
            isDry: dryRun,
            isOverBudget: isOver
          ).utf8
        )
      )
      if isOver { throw ExitCode(1) }
    }
  }
}
