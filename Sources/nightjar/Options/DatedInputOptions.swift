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
    guard logs.isEmpty else {
      if date != nil {
        throw Failure.usage("--date is for the inputs of settings: name either logs or a day")
      }
      return logs
    }
    let zone = settings.text(.timeZone) ?? "UTC"
    let patterns = InputPatterns(settings.texts(.inputs), zone: zone)
    let day = try date.map(HistoryFileOptions.day) ?? patterns.yesterday(of: Timestamp.now)
    let paths = patterns.paths(on: day)
    if settings.texts(.inputs).isEmpty {
      throw Failure.usage("no logs to read: name some, or set inputs in the settings file")
    }
    if paths.isEmpty {
      throw Failure.usage(
        "no logs of \(day.text): nothing fits \(settings.texts(.inputs).joined(separator: ", "))"
      )
    }
    return paths
  }
}
