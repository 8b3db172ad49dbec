internal import Analysis
internal import ArgumentParser
internal import MetricLog
internal import Settings

/// The day of the inputs that settings name.
struct DatedInputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The day that {date} stands for in the settings' inputs, such as 2026-11-22; by default \
      yesterday.
      """,
      valueName: "day"
    )
  )
  var date: String?

  /// The logs to read: those of the command line, or without any those of the settings.
  ///
  /// - Throws: ``Failure`` when neither names any.
  func paths(_ logs: [String], _ settings: Settings) throws -> [String] {
    guard let night = try night(logs, settings) else { return logs }
    guard !night.paths.isEmpty else { throw Failure.usage(night.emptiness) }
    return night.paths
  }

  /// The night that the settings say to read; `nil` when the command line names logs.
  ///
  /// - Throws: ``Failure`` when neither names any.
  func night(_ logs: [String], _ settings: Settings) throws -> Night? {
    guard logs.isEmpty else {
      if date != nil {
        throw Failure.usage("--date is for the inputs of settings: name either logs or a day")
      }
      return nil
    }
    guard !settings.texts(.inputs).isEmpty else {
      throw Failure.usage("no logs to read: name some, or set inputs in the settings file")
    }
    let patterns = InputPatterns(
      settings.texts(.inputs),
      zone: settings.text(.timeZone) ?? "UTC"
    )
    let day = try date.map(HistoryFileOptions.day) ?? patterns.yesterday(of: Timestamp.now)
    return Night(
      day: day,
      judgedDay: patterns.lastWholeDay(on: day),
      paths: patterns.paths(on: day),
      emptiness:
        "no logs of \(day.text): nothing fits \(settings.texts(.inputs).joined(separator: ", "))"
    )
  }

  /// The inputs of a day.
  struct Night {
    /// What `{date}` stands for.
    var day: Day
    /// The day (UTC) whose volume is judged once the night is read.
    var judgedDay: Day
    /// Empty when nothing fits the patterns.
    var paths: [String]
    /// What to say when they are.
    var emptiness: String
  }
}
