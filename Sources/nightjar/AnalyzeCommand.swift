internal import Analysis
internal import ArgumentParser
internal import History
internal import MetricLog

/// `nightjar analyze`: the report on logs.
struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Report on logs: what was read, where the time goes, operation by operation.",
    usage: "nightjar analyze <log> ... [<options>]",
    discussion: """
      LOG is a file, a directory, a digest or - for standard input. Directories are searched for \
      .jsonl, .json and .log files, rotated and gzipped ones included; gzip is known by its bytes. \
      A record is counted once although it is in several files.

      EXAMPLES
        nightjar analyze /var/log/shop
        nightjar analyze night-*.jsonl.gz --top 10 --sort p95
        nightjar analyze logs --env production --since 24h
        nightjar analyze logs --since 2026-11-22 --until 2026-11-23T06:00
        nightjar analyze /var/log/shop --history nightjar.sqlite
        nightjar analyze logs --format json | jq '.operations[0]'
        nightjar analyze logs --output json=report.json --output text=report.txt
        nightjar analyze logs -o html=report.html --time-zone Europe/Berlin
        nightjar analyze logs --format markdown
        nightjar analyze logs -o openmetrics=/var/lib/node_exporter/nightjar.prom
        zcat old.gz | nightjar analyze -
      """
  )

  @OptionGroup var inputs: InputOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup(title: "History") var history: HistoryOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      """
      Exit with 1 when there is a finding of this severity or above, or, with --history, when \
      anything got worse than in the days before.
      """,
      valueName: "severity"
    )
  )
  var failOn: Severity?

  func run() async throws {
    try await Failure.reported {
      let selection = try filters.selection()
      let targets = try output.open()
      let recording = try history.begin()
      let stopwatch = ContinuousClock().now
      let known = try recording?.knownRecords()
      let intake = try await inputs.read(selection: selection, known: known)
      let recorded = try intake.additions.flatMap { additions in
        try recording?.commit(additions, now: Timestamp.now)
      }
      let comparison = try history.comparison(upTo: recorded?.lastStoredDay)
      let trends = try history.trends(
        upTo: recorded?.lastStoredDay,
        threads: inputs.reading.threadCount
      )
      let run = RunMeasurement(
        wallSeconds: stopwatch.duration(to: ContinuousClock().now).seconds,
        threads: inputs.reading.threadCount
      )
      var worst: Severity?
      try targets.write(run: run, output, logs: inputs.logs) { top in
        var options = ReportOptions()
        options.selection = selection
        options.top = top
        options.order = output.sort
        var report = ReportBuilder(intake.digest, options: options).build()
        report.history = recorded
        report.comparison = comparison
        report.trends = trends
        worst = report.findings.map(\.severity).max()
        return report
      }
      try inputs.exit(for: intake.digest.inputReport)
      if let failOn, let worst, worst >= failOn { throw ExitCode(1) }
      if failOn != nil, comparison.map({ !$0.alarms.isEmpty }) ?? false { throw ExitCode(1) }
    }
  }
}

extension Severity: ExpressibleByArgument {
  package init?(argument: String) { self.init(name: argument) }

  package static var allValueStrings: [String] { allCases.map(\.name) }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
