internal import Analysis
internal import ArgumentParser
internal import Foundation
internal import History
internal import LogReading
internal import MetricLog

/// How long a command waits for a history that another run has locked.
struct HistoryWaitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Wait so long for another run that records in the history; then exit with 4.",
      valueName: "seconds"
    )
  )
  var historyWait = 30.0

  func validate() throws {
    if !(0...86_400).contains(historyWait) {
      throw ValidationError("--history-wait \(historyWait) is out of range: write 0 to 86400.")
    }
  }
}

/// The history that a run records in, if any.
struct HistoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Record each day (UTC) that the logs touch in this file, which is made when it is missing. \
      Every record is recorded once, however often it is read. The latest days are compared with \
      those before. Filters apply to neither.
      """,
      valueName: "path"
    )
  )
  var history: String?

  @OptionGroup var wait: HistoryWaitOptions

  /// Locks the history; `nil` when the run keeps none.
  func begin() throws -> HistoryRecording? {
    try history.map { path in
      try HistoryStore(path: path, for: .recording, waitSeconds: wait.historyWait).beginRecording()
    }
  }
}

extension HistoryOptions {
  /// Compares the latest days of the history with those before; `nil` when there is nothing to compare.
  func comparison(upTo day: Day?) throws -> Comparison? {
    guard let history, let day else { return nil }
    return try HistoryStore(path: history, for: .reading, waitSeconds: wait.historyWait)
      .comparison(upTo: day)
  }
}

extension HistoryOptions {
  /// What the days up to one do in the long run, which keeps what is expected for later nights to score;
  /// `nil` when no history is kept.
  func trends(upTo day: Day?, threads: Int) throws -> TrendReport? {
    guard let history, let day else { return nil }
    let store = try HistoryStore(path: history, for: .reading, waitSeconds: wait.historyWait)
    let first = day.advanced(by: 1 - HistoryStore.trendDays)
    let trends = try store.trends(first...day, threads: threads)
    try store.store(trends)
    return trends.abridged
  }
}

/// The history that a command is about.
struct HistoryFileOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The history.", valueName: "path"))
  var history: String

  @OptionGroup var wait: HistoryWaitOptions

  /// Opens the history, which must be there unless something is to be recorded.
  func open(for purpose: HistoryStore.Purpose = .reading) throws -> HistoryStore {
    try HistoryStore(path: history, for: purpose, waitSeconds: wait.historyWait)
  }

  /// Reads a day of the command line.
  static func day(_ text: String) throws -> Day {
    guard let day = Day(text) else {
      throw Failure.usage("\(text): write a day as 2026-11-22")
    }
    return day
  }
}

extension Timestamp {
  /// The clock, in microseconds since 1970.
  static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1e6) }
}
