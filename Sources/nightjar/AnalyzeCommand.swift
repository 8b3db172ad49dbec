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
        nightjar analyze logs -o html=report.html --time-zone Europe/Berlin
        nightjar analyze logs --format markdown
        nightjar analyze logs -o openmetrics=/var/lib/node_exporter/nightjar.prom
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
  @Flag(
    help: """
      Read the logs once more and say in which file and line the example requests of findings and \
      alerts stand.
      """
  )
  var locate = false

  func run() async throws {
    try await Failure.reported {
      let settings = try settings()
      let announcer = try Announcer(settings, isQuiet: inputs.reading.quiet)
      await announcer?.begin()
      do {
        try await run(settings, announcer)
      } catch let code as ExitCode where code == ExitCode(1) {
        // What was found is no failure of the job that found it.
        await announcer?.end(isFailure: false)
        throw code
      } catch {
        await announcer?.end(isFailure: true)
        throw error
      }
      await announcer?.end(isFailure: false)
    }
  }

  private func run(_ settings: Settings, _ announcer: Announcer?) async throws {
    let history = HistoryInForce(settings)
    let threads = settings.count(.threads) ?? inputs.reading.threadCount
    try await history.keepingRun("analyze", threads: threads) { log in
      try await run(settings, announcer, history, log)
    }
  }

  private func run(
    _ settings: Settings,
    _ announcer: Announcer?,
    _ history: HistoryInForce,
    _ log: RunLog?
  ) async throws {
    let selection = try settings.selection()
    let night = try dated.night(inputs.logs, settings)
    let inputs = inputs.adopting(night?.paths ?? inputs.logs, settings)
    let targets = try OutputTargets(settings, day: night?.day)
    var options = try settings.reportOptions(selection)
    var locator = locate ? ExampleLocator(inputs.logs, try inputs.reading.options()) : nil
    let stopwatch = ContinuousClock().now
    let (intake, account) = try await read(inputs, selection, history, options.rules, log)
    var recorded = account
    let comparison = try history.comparison(upTo: recorded?.lastStoredDay)
    let threads = inputs.reading.threadCount
    let trends = try history.trends(upTo: recorded?.lastStoredDay, threads: threads)
    let volumes = try volumes(night, recorded, history)
    // The report says what was done; what fails is said once the report is written.
    let upkeep = Result { try recorded.flatMap { _ in try history.keepUp(today: .today) } }
    recorded?.note(try? upkeep.get())
    recorded?.note(log?.comparison())
    let run = RunMeasurement(
      wallSeconds: stopwatch.duration(to: ContinuousClock().now).seconds,
      threads: threads
    )
    options.volumes = volumes
    options.threads = threads
    let builder = ReportBuilder(intake.digest, options: options)
    var last = Report()
    try targets.write(run: run, settings, logs: inputs.logs) { top in
      last = builder.build(top: top)
      last.history = recorded
      last.comparison = comparison
      locator?.locate(&last)
      last.trends = trends
      // Who does not want to see a finding does not want to be told that it is back.
      last.trends?.findings.removeAll { course in
        course.state == .back && last.suppression?.hides(course.finding.id) == true
      }
      return last
    }
    if !inputs.reading.quiet, let log { log.tellWhatIsOutOfLine() }
    await announcer?.announce(last)
    _ = try upkeep.get()
    if let night, night.paths.isEmpty {
      StandardError.write("nightjar: \(night.emptiness)\n")
      throw ExitCode(3)
    }
    try inputs.exit(for: intake.digest.inputReport)
    try gate(last, settings)
  }

  /// How much the run's last day has and those before it; `nil` while the day is not over.
  private func volumes(
    _ night: DatedInputOptions.Night?,
    _ recorded: HistoryReport?,
    _ history: HistoryInForce
  ) throws -> LogVolumes? {
    guard let day = night?.judgedDay ?? recorded?.lastStoredDay,
      day < .today
    else { return nil }
    // Without a history, a night that should have been is a volume without days to hold it against.
    let known = try recorded == nil ? nil : history.volumes(of: day)
    return known ?? night.map { LogVolumes(day: $0.judgedDay, [:], earlier: []) }
  }

  /// Ends the command with 1 when what was found is to fail it.
  private func gate(_ report: Report, _ settings: Settings) throws {
    guard let gate = settings.gate else { return }
    let hasFinding = report.findings.contains { $0.severity >= gate }
    let alarms = report.comparison?.alarms ?? []
    let hasRegression = alarms.contains { settings.alarms(for: $0) }
    if hasFinding || hasRegression { throw ExitCode(1) }
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
    _ history: HistoryInForce,
    _ rules: RuleSettings,
    _ log: RunLog?
  ) async throws -> (intake: InputOptions.Intake, recorded: HistoryReport?) {
    let recording = try history.begin()
    // The lock goes with the recording, so that the history can take how the run ended.
    defer { recording?.cancel() }
    let known = try recording?.knownRecords()
    let intake = try await inputs.read(selection: selection, known: known)
    let recorded = try intake.additions.flatMap { additions in
      try recording?.commit(additions, rules: rules, now: Timestamp.now) { newRecords in
        log?.record(intake.digest.inputReport, newRecords: newRecords)
      }
    }
    return (intake, recorded)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension Day {
  /// The clock's day.
  static var today: Day { Day(ofMicroseconds: Timestamp.now) }
}

extension HistoryReport {
  /// Notes what was done to keep the history small.
  fileprivate mutating func note(_ upkeep: HistoryUpkeep?) {
    self.upkeep = upkeep
    storedDays -= upkeep?.removedDays.count ?? 0
  }

  /// Notes how the run's input compares with that of earlier runs.
  ///
  /// Time and memory are not of the input: they are told on standard error and by `history runs`, so that
  /// the same logs give the same report.
  fileprivate mutating func note(_ comparison: RunComparison?) {
    outOfLine = comparison?.outliers.filter(\.measure.isOfInput) ?? []
  }
}
