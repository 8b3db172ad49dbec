import Analysis

/// A page in the making: the report, and what every part of it needs to be written.
struct HTMLPage: Sendable {
  /// The most bytes of parts that may be long.
  ///
  /// Findings and operations get what the other parts leave of ``HTMLRenderer/byteLimit``, if that is less.
  enum Room {
    static let findings = 400_000
    static let operationTable = 480_000
    static let operationSections = 400_000
    /// Each list of what servers wrote beside requests.
    static let records = 30_000
    /// The numbers below a chart.
    static let numbers = 30_000
    /// The days of one trend.
    static let trend = 10_000
    /// What stands around the page's body: style, script and head.
    static let frame = 20_000
  }

  let report: Report
  let options: DocumentOptions
  /// The listed operations, computed once.
  let operations: [OperationReport]
  /// Operations that have a section of their own, with the section.
  let sections: [(anchor: Anchor, html: HTML)]
  let commands: DeeperCommand
  private let services: Set<String>
  private let environments: Set<String>

  init(_ report: Report, _ options: DocumentOptions) {
    self.report = report
    self.options = options
    operations = Array(report.operations.prefix(HTMLRenderer.operationLimit))
    commands = DeeperCommand(logs: options.logs, selection: report.selection)
    services = Set(operations.lazy.filter { !$0.isOther }.map(\.service))
    environments = Set(operations.lazy.filter { !$0.isOther }.map(\.env))
    let section = OperationSection(
      options: options,
      commands: commands,
      showsPlace: services.count > 1 || environments.count > 1
    )
    sections = section.fitting(operations, findings: report.findings)
  }

  var quantity: Quantity { options.quantity }
  var prose: HTMLProse { HTMLProse(options) }
  var hasRequests: Bool { report.totals.requests > 0 }

  /// The period, in words.
  var period: String {
    guard let first = report.input.firstMicroseconds, let last = report.input.lastMicroseconds
    else { return ReportVerdict.noPeriod(report) }
    return options.clock.range(first, last, dash: "–")
  }

  /// What a browser shows in its tab.
  var title: String { "Nightjar: \(period)" }

  /// The page between the tags of its body.
  var body: HTML {
    let top: HTML = """
      <a class="skip" href="#do-first">To what to do first</a>
      <div class="page">
      \(head)<main>
      \(lead)\(figures)\(firstScreen)\(contents)\(trends)\(charts)\(comparison)
      """
    let sections = operationSections
    let end: HTML = "\(records)\(input)</main>\n\(footer)</div>\n"
    // What is as long as the log is various comes last, and gets what is left.
    var room = HTMLRenderer.byteLimit - Room.frame
    room -= top.byteCount + sections.byteCount + end.byteCount
    let findings = findings(byteLimit: min(Room.findings, room / 2))
    room -= findings.byteCount
    let operations = operationList(byteLimit: min(Room.operationTable, room))
    return "\(top)\(findings)\(operations)\(sections)\(end)"
  }

  /// The name of an operation, with a link when it has a section.
  func operationName(_ operation: OperationReport, limit: Int = 80) -> HTML {
    let name = Self.name(operation.name, isOther: operation.isOther, limit: limit)
    let anchor = Anchor(operation)
    guard sections.contains(where: { $0.anchor == anchor }) else { return name }
    return "<a href=\"#\(id: anchor)\">\(name)</a>"
  }

  /// The name of an operation; ours stand in parentheses, which no other name begins with.
  static func name(_ name: String, isOther: Bool = false, limit: Int = 80) -> HTML {
    if isOther { return "(other)" }
    return name.isEmpty ? "(anonymous)" : "\(name: name, limit: limit)"
  }

  /// Where an operation runs, when the report has several places; empty else.
  func place(_ service: String, _ env: String) -> HTML {
    let parts = [services.count > 1 ? service : "", environments.count > 1 ? env : ""]
    return .joined(parts.filter { !$0.isEmpty }.map { "\(name: $0, limit: 40)" }, separator: "/")
  }

  /// A command line in a box; nothing when it cannot be shown as it is.
  static func command(_ line: String?) -> HTML {
    line.map { "<code class=\"command\">\(text: $0)</code>\n" } ?? ""
  }

  /// A severity, always as a word.
  static func tag(_ severity: Severity) -> HTML {
    switch severity {
    case .critical: "<span class=\"tag critical\">critical</span>"
    case .high: "<span class=\"tag high\">high</span>"
    case .medium: "<span class=\"tag medium\">medium</span>"
    case .low: "<span class=\"tag low\">low</span>"
    }
  }
}

/// Writes sentences of findings as markup: names are set apart, numbers scaled.
struct HTMLProse: Sendable {
  /// The most characters of a name that are shown in a sentence.
  private static let nameLimit = 240
  /// Longer names are statements, as a rule.
  private static let shortName = 60

  private let options: DocumentOptions
  private let text: ProseText

  init(_ options: DocumentOptions) {
    self.options = options
    text = ProseText(quantity: options.quantity, clock: options.clock) { $0 }
  }

  func callAsFunction(_ prose: Prose) -> HTML {
    .joined(
      prose.parts.map { part in
        if case .name(let name) = part {
          // A statement in bold would drown the sentence that it stands in.
          return name.utf8.count > Self.shortName
            ? "<code>\(name: name, limit: Self.nameLimit)</code>"
            : "<b>\(name: name, limit: Self.nameLimit)</b>"
        }
        return "\(words: text(part))"
      }
    )
  }

  /// One request, to be found again.
  func request(_ example: RequestExample) -> HTML {
    let trace: HTML =
      example.traceID.isEmpty ? "" : ", trace <code>\(name: example.traceID, limit: 64)</code>"
    let place: HTML =
      example.line.map { ", <code>\(name: example.file, limit: 160):\(text: String($0))</code>" }
      ?? ""
    return """
      \(text: options.clock.dateTime(example.timeMicroseconds)), \
      \(text: options.quantity.duration(example.nanoseconds)), \
      writer \(name: example.writer, limit: 40) seq \(text: String(example.seq))\(trace)\(place)
      """
  }
}
