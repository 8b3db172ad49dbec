internal import Analysis
internal import ArgumentParser
internal import Foundation
internal import History
internal import LogReading
internal import MetricLog
internal import Settings

/// How long a command waits for a history that another run has locked.
struct HistoryWaitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Wait so long for another run that records in the history; then exit with 4. By default 30.",
      valueName: "seconds"
    )
  )
  var historyWait: Double?

  func apply(to settings: inout Settings) {
    settings.set(.historyWait, option: "--history-wait", historyWait.map { .number($0) })
  }

  func validate() throws {
    if let historyWait, !(0...86_400).contains(historyWait) {
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

  @Flag(help: "Keep no history, whatever the settings say.")
  var noHistory = false

  @OptionGroup var wait: HistoryWaitOptions

  func validate() throws {
    if noHistory, history != nil {
      throw ValidationError("--history and --no-history contradict each other: give one.")
    }
  }

  func apply(to settings: inout Settings) {
    settings.set(.historyPath, option: "--history", history.map { .text($0) })
    if noHistory { settings.clear(.historyPath, option: "--no-history") }
    wait.apply(to: &settings)
  }
}

/// The history that settings name, if they do.
struct HistoryInForce {
  private let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  private var path: String? { settings.text(.historyPath) }

  /// Opens the history; `nil` when none is named.
  func open(for purpose: HistoryStore.Purpose) throws -> HistoryStore? {
    let seconds = settings.number(.historyWait) ?? 0
    return try path.map { try HistoryStore(path: $0, for: purpose, waitSeconds: seconds) }
  }

  /// Locks the history; `nil` when the run keeps none.
  func begin() throws -> HistoryRecording? { try open(for: .recording)?.beginRecording() }

  /// Compares the latest days of the history with those before; `nil` when there is nothing to compare.
  func comparison(upTo day: Day?) throws -> Comparison? {
    guard let day else { return nil }
    return try open(for: .reading)?.comparison(upTo: day)
  }

  /// What the days up to one do in the long run, which keeps what is expected for later nights to score;
  /// `nil` when no history is kept.
  func trends(upTo day: Day?, threads: Int) throws -> TrendReport? {
    guard let day, let store = try open(for: .reading) else { return nil }
    let first = day.advanced(by: 1 - HistoryStore.trendDays)
    var looked = TrendSettings(limits: settings.trendLimits)
    // A night reads no more than it must; `trends` tells of hours.
    looked.hourDays = 0
    let trends = try store.trends(first...day, settings: looked, threads: threads)
    do {
      try store.store(trends)
    } catch HistoryError.locked {
      // The next run records already: its night will be foreseen by it, and the report is worth more.
    }
    return trends.abridged
  }

  /// How many requests a day has, and those before it; `nil` when no history is kept.
  func volumes(of day: Day) throws -> LogVolumes? { try open(for: .reading)?.volumes(of: day) }

  /// Keeps the history as small as settings say; `nil` when they keep everything, or no history is kept.
  func keepUp(today: Day) throws -> HistoryUpkeep? {
    let retention = settings.retention
    guard !retention.keepsAll, let store = try open(for: .recording) else { return nil }
    do {
      return try store.keepUp(retention, today: today)
    } catch HistoryError.locked {
      var report = HistoryUpkeep()
      report.isPostponed = true
      return report
    }
  }
}

extension Settings {
  /// What a history keeps.
  fileprivate var retention: Retention {
    Retention(
      days: count(.historyKeepDays).map { Int32(clamping: $0) },
      hours: count(.historyKeepHours).map { Int32(clamping: $0) },
      dayDigests: count(.historyKeepDayDigests).map { Int32(clamping: $0) },
      budgetBytes: count(.historyBudget).map { Int64($0) }
    )
  }
}

/// The history that a command is about.
struct HistoryFileOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The history; by default that of the settings.", valueName: "path"))
  var history: String?

  @OptionGroup var wait: HistoryWaitOptions
  @OptionGroup var config: SettingsOptions

  /// What is in force.
  ///
  /// - Throws: ``Failure`` when no history is named.
  func settings() throws -> Settings {
    var settings = try config.load()
    settings.set(.historyPath, option: "--history", history.map { .text($0) })
    wait.apply(to: &settings)
    if settings.text(.historyPath) == nil {
      throw Failure.usage("no history: name one with --history, or set history.path")
    }
    return settings
  }

  /// Opens the history, which must be there unless something is to be recorded.
  func open(for purpose: HistoryStore.Purpose = .reading) throws -> HistoryStore {
    let settings = try settings()
    return try HistoryStore(
      path: settings.text(.historyPath) ?? "",
      for: purpose,
      waitSeconds: settings.number(.historyWait) ?? 0
    )
  }

  /// Reads a day or a week of the command line.
  static func dayOrWeek(_ text: String) throws -> (day: Day?, week: Week?) {
    let (day, week) = (Day(text), Week(text))
    guard day != nil || week != nil else {
      throw Failure.usage("\(text): write a day as 2026-11-22, or a week as 2026-W47")
    }
    return (day, week)
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
