internal import Analysis
internal import ArgumentParser
internal import History
internal import MetricLog
internal import Settings

/// `nightjar analyze`: the report on logs.
struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Report on logs: what was read, where the time goes, operation by operation.",
    usage: "nightjar analyze [<log> ...] [<options>]",
    discussion: """
      LOG is a file, a directory, a digest or - for standard input. Directories are searched for \
      .jsonl, .json and .log files, rotated and gzipped ones included; gzip is known by its bytes. \
      A record is counted once although it is in several files. Without LOG, the inputs of the \
      settings are read.

      EXAMPLES
        nightjar analyze /var/log/shop
        nightjar analyze night-*.jsonl.gz --top 10 --sort p95
        nightjar analyze logs --env production --since 24h
        nightjar analyze logs --since 2026-11-22 --until 2026-11-23T06:00
        nightjar analyze /var/log/shop --history nightjar.sqlite
        nightjar analyze --config /etc/nightjar/nightjar.yaml --date 2026-11-22
        nightjar analyze logs --suppress reviewed.yaml --fail-on high
        nightjar analyze logs --format json | jq '.operations[0]'
        nightjar analyze logs --output json=report.json --output text=report.txt
        zcat old.gz | nightjar analyze -
      """
  )

  @OptionGroup var inputs: InputOptions
  @OptionGroup var dated: DatedInputOptions
  @OptionGroup var config: SettingsOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "History") var history: HistoryOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var gate: GateOptions

  func run() async throws {
    try await Failure.reported {
      let settings = try settings()
      let selection = try settings.selection()
      let inputs = inputs.adopting(try dated.paths(inputs.logs, settings), settings)
      let targets = try OutputTargets(settings)
      let options = try settings.reportOptions(selection)
      let history = HistoryInForce(settings)
      let stopwatch = ContinuousClock().now
      let (intake, recorded) = try await read(inputs, selection, history)
      let comparison = try history.comparison(upTo: recorded?.lastStoredDay)
      let run = RunMeasurement(
        wallSeconds: stopwatch.duration(to: ContinuousClock().now).seconds,
        threads: inputs.reading.threadCount
      )
      var worst: Severity?
      try targets.write(run: run, settings) { top in
        var options = options
        options.top = top
        var report = ReportBuilder(intake.digest, options: options).build()
        report.history = recorded
        report.comparison = comparison
        worst = report.findings.map(\.severity).max()
        return report
      }
      if recorded != nil { _ = try history.prune(today: Day(ofMicroseconds: Timestamp.now)) }
      try inputs.exit(for: intake.digest.inputReport)
      if let gate = settings.gate, let worst, worst >= gate { throw ExitCode(1) }
      if settings.gate != nil, comparison?.count(.regression) ?? 0 > 0 { throw ExitCode(1) }
    }
  }

  private func settings() throws -> Settings {
    var settings = try config.load()
    inputs.apply(to: &settings)
    filters.apply(to: &settings)
    history.apply(to: &settings)
    try output.apply(to: &settings)
    gate.apply(to: &settings)
    return settings
  }

  /// Reads the logs and records in the history what is new to it.
  private func read(
    _ inputs: InputOptions,
    _ selection: Selection,
    _ history: HistoryInForce
  ) async throws -> (intake: InputOptions.Intake, recorded: HistoryReport?) {
    let recording = try history.begin()
    let known = try recording?.knownRecords()
    let intake = try await inputs.read(selection: selection, known: known)
    let recorded = try intake.additions.flatMap { additions in
      try recording?.commit(additions, now: Timestamp.now)
    }
    return (intake, recorded)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
