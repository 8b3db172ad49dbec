internal import Analysis
internal import ArgumentParser
internal import Reporting

extension ReportOrder: ExpressibleByArgument {}

/// Where reports go and how they look.
struct OutputOptions: ParsableArguments {
  @Option(
    help: """
      The form of the report on standard output; by default text, or nothing when --output is \
      given.
      """
  )
  var format: ReportFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      Write the report to a file, such as json=report.json; may be repeated. The file appears \
      whole or not at all.
      """,
      valueName: "format=path"
    )
  )
  var output: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      List so many operations, the others as one row; by default 20 in text and OpenMetrics, 10 in \
      Markdown, 1000 in HTML and all in JSON.
      """,
      valueName: "count"
    )
  )
  var top: Int?

  @Option(help: "What operations are ordered by, the largest first.")
  var sort = ReportOrder.time

  @Flag(help: "No colour, even on a terminal.")
  var noColor = false

  @Option(
    help: ArgumentHelp(
      "Columns of the text report; by default those of the terminal, else 80, in files 100.",
      valueName: "columns"
    )
  )
  var width: Int?

  @OptionGroup var zone: TimeZoneOptions

  private static let formats = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")

  func validate() throws {
    if let top, top < 0 { throw ValidationError("--top \(top) is negative: write 0 or more.") }
    if let width, !(72...1000).contains(width) {
      throw ValidationError("--width \(width) is out of range: write 72 to 1000.")
    }
  }

  /// Opens every output, before any work is done.
  func open() throws -> OutputTargets {
    var targets = OutputTargets()
    for argument in output {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let format = ReportFormat(rawValue: parts[0]) else {
        throw Failure.usage(
          "--output \(argument): write FORMAT=PATH, the format being one of \(Self.formats)"
        )
      }
      let isTaken = targets.files.contains { $0.file.target == AtomicFile.target(of: parts[1]) }
      guard !isTaken else { throw Failure.usage("--output \(argument): the file is taken already") }
      targets.files.append((format, try AtomicFile(path: parts[1])))
    }
    targets.standardOutput = format ?? (output.isEmpty ? .text : nil)
    return targets
  }
}

/// The outputs of a run, open.
struct OutputTargets {
  var files: [(format: ReportFormat, file: AtomicFile)] = []
  var standardOutput: ReportFormat?

  /// Writes the report everywhere; files get neither colour nor the width of a terminal.
  ///
  /// - Parameters:
  ///   - run: How long the run took; `nil` when nothing was read.
  ///   - options: The output options.
  ///   - logs: The logs as the command line named them.
  ///   - report: Makes the report with at most so many operations listed.
  /// - Throws: ``Failure`` when a file cannot be written.
  func write(
    run: RunMeasurement?,
    _ options: OutputOptions,
    logs: [String],
    report: (_ top: Int) -> Report
  ) throws {
    let clock = options.zone.clock
    let plain = TextOptions(
      width: options.width ?? 100,
      order: options.sort,
      run: run,
      clock: clock
    )
    let document = DocumentOptions(clock: clock, order: options.sort, run: run, logs: logs)
    var style = ReportFormat.Style(text: plain, document: document, threads: run?.threads ?? 1)
    for (format, file) in files {
      let report = report(options.top ?? format.defaultTop)
      try file.write { output in try format.render(report, style, to: output) }
    }
    if let format = standardOutput {
      let display = Display(noColor: options.noColor, width: options.width)
      let report = report(options.top ?? format.defaultTop)
      style.text = display.textOptions(order: options.sort, run: run, clock: clock)
      format.render(report, style, to: StandardOutput.write)
    }
  }
}
