internal import Analysis
internal import ArgumentParser
internal import Reporting

/// A form that a report can be written in.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json

  /// How many operations are listed unless the command line says.
  var defaultTop: Int { self == .text ? 20 : .max }

  /// Writes the report in this form, piece by piece.
  func render(
    _ report: Report,
    _ terminal: TextOptions,
    threads: Int,
    to output: ([UInt8]) throws -> Void
  ) rethrows {
    switch self {
    case .text: try output(Array(TextRenderer(terminal).render(report).utf8))
    case .json: try JSONRenderer(threads: threads).render(report, to: output)
    }
  }
}

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
      "List so many operations, the others as one row; by default 20 in text and all in JSON.",
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

  private static let formats = ReportFormat.allCases.map(\.rawValue).joined(separator: " or ")

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
          "--output \(argument): write FORMAT=PATH, the format being \(Self.formats)"
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
  ///   - report: Makes the report with at most so many operations listed.
  /// - Throws: ``Failure`` when a file cannot be written.
  func write(
    run: RunMeasurement?,
    _ options: OutputOptions,
    report: (_ top: Int) -> Report
  ) throws {
    let threads = run?.threads ?? 1
    let plain = TextOptions(width: options.width ?? 100, order: options.sort, run: run)
    for (format, file) in files {
      let report = report(options.top ?? format.defaultTop)
      try file.write { output in try format.render(report, plain, threads: threads, to: output)
      }
    }
    if let format = standardOutput {
      let display = Display(noColor: options.noColor, width: options.width)
      let report = report(options.top ?? format.defaultTop)
      let textOptions = display.textOptions(order: options.sort, run: run)
      format.render(report, textOptions, threads: threads, to: StandardOutput.write)
    }
  }
}
