internal import Analysis
internal import ArgumentParser
internal import MetricLog
internal import Reporting
internal import Settings

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

  @Option(help: "What operations are ordered by, the largest first; by default time.")
  var sort: ReportOrder?

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

  func apply(to settings: inout Settings) throws {
    zone.apply(to: &settings)
    settings.set(.top, option: "--top", top.map { .number(Double($0)) })
    settings.set(.sort, option: "--sort", sort.map { .text($0.rawValue) })
    settings.set(.width, option: "--width", width.map { .number(Double($0)) })
    settings.set(.color, option: "--no-color", noColor ? .flag(false) : nil)
    // Who says where a report goes wants it there and not in the places of the settings as well.
    if format != nil || !output.isEmpty {
      settings.clear(.format, option: "--output")
      settings.clear(.files, option: "--format")
    }
    settings.set(.format, option: "--format", format.map { .text($0.rawValue) })
    let entries = try output.map(Self.entry)
    settings.set(.files, option: "--output", entries.isEmpty ? nil : .entries(entries))
  }

  /// A file of the command line as settings have it.
  private static func entry(_ argument: String) throws -> SettingEntry {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, ReportFormat(rawValue: parts[0]) != nil else {
      throw Failure.usage(
        "--output \(argument): write FORMAT=PATH, the format being one of \(formats)"
      )
    }
    return SettingEntry(
      values: ["format": .text(parts[0]), "path": .text(parts[1])],
      place: SettingPlace(line: 1, column: 1)
    )
  }
}

/// The outputs of a run, open.
struct OutputTargets {
  /// The forms of a run's outputs, and where they go.
  struct Forms {
    var standardOutput: ReportFormat?
    var files: [(format: ReportFormat, path: String)] = []
  }

  private let files: [(format: ReportFormat, file: AtomicFile)]
  private let standardOutput: ReportFormat?

  /// Opens every output, before any work is done.
  ///
  /// - Parameters:
  ///   - settings: What is in force.
  ///   - day: What `{date}` in paths stands for; `nil` leaves it as it is.
  /// - Throws: ``Failure`` or ``SettingsError`` when one cannot be written, or is named wrongly.
  init(_ settings: Settings, day: Day? = nil) throws {
    let forms = try Self.forms(settings)
    var files: [(format: ReportFormat, file: AtomicFile)] = []
    for (format, pattern) in forms.files {
      let path = day.map { InputPatterns.filled(pattern, $0) } ?? pattern
      let isTaken = files.contains { $0.file.target == AtomicFile.target(of: path) }
      guard !isTaken else {
        throw Failure.usage("--output \(format.rawValue)=\(path): the file is taken already")
      }
      files.append((format, try AtomicFile(path: path)))
    }
    self.files = files
    standardOutput = forms.standardOutput
  }

  /// The forms that settings name.
  ///
  /// - Throws: ``SettingsError`` when there is no such form.
  static func forms(_ settings: Settings) throws -> Forms {
    var forms = Forms()
    for entry in settings.entries(.files) {
      guard let name = entry.text("format"), let path = entry.text("path") else {
        throw settings.mistake(.files, "an entry lacks its format or path", "write both")
      }
      forms.files.append((try format(name, .files, settings), path))
    }
    forms.standardOutput = try settings.text(.format).map { try format($0, .format, settings) }
    if forms.standardOutput == nil, forms.files.isEmpty { forms.standardOutput = .text }
    return forms
  }

  private static func format(
    _ name: String,
    _ key: SettingKey,
    _ settings: Settings
  ) throws -> ReportFormat {
    guard let format = ReportFormat(rawValue: name) else {
      let names = ReportFormat.allCases.map(\.rawValue)
      let remedy = NearestName.of(name, among: names).map { "did you mean \($0)?" }
      throw settings.mistake(
        key,
        "\"\(name.prefix(60))\" is no form of a report",
        remedy ?? "write \(names.joined(separator: ", "))"
      )
    }
    return format
  }

  /// Writes the report everywhere; files get neither colour nor the width of a terminal.
  ///
  /// - Parameters:
  ///   - run: How long the run took; `nil` when nothing was read.
  ///   - settings: What is in force.
  ///   - logs: The logs as the command line named them.
  ///   - report: Makes the report with at most so many operations listed.
  /// - Throws: ``Failure`` when a file cannot be written.
  func write(
    run: RunMeasurement?,
    _ settings: Settings,
    logs: [String],
    report: (_ top: Int) -> Report
  ) throws {
    let (top, order, clock) = (settings.count(.top), settings.order, settings.clock)
    let plain = TextOptions(
      width: settings.count(.width) ?? 100,
      order: order,
      run: run,
      clock: clock
    )
    let document = DocumentOptions(clock: clock, order: order, run: run, logs: logs)
    var style = ReportFormat.Style(text: plain, document: document, threads: run?.threads ?? 1)
    for (format, file) in files {
      let report = report(top ?? format.defaultTop)
      try file.write { output in try format.render(report, style, to: output) }
    }
    if let format = standardOutput {
      let report = report(top ?? format.defaultTop)
      style.text = Display(settings).textOptions(order: order, run: run, clock: clock)
      format.render(report, style, to: StandardOutput.write)
    }
  }
}

extension Settings {
  /// What operations are ordered by.
  var order: ReportOrder { text(.sort).flatMap { ReportOrder(rawValue: $0) } ?? .time }

  /// How a report is made, but for how many operations are listed.
  ///
  /// - Parameter selection: The filters.
  /// - Returns: Options that list every operation.
  /// - Throws: ``SettingsError`` when a file of suppressions is wrong.
  func reportOptions(_ selection: Selection) throws(SettingsError) -> ReportOptions {
    var options = ReportOptions()
    options.selection = selection
    options.order = order
    options.rules = ruleSettings
    options.alerts = alertThresholds
    options.hidden = hiddenNames
    options.suppressions = try suppressionsInForce()
    options.today = Day(ofMicroseconds: Timestamp.now)
    return options
  }
}
