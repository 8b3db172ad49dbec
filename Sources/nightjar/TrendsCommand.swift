internal import Analysis
internal import ArgumentParser
internal import Foundation
internal import History
internal import Reporting
internal import Settings

/// `nightjar trends`: what many days of a history do.
struct TrendsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trends",
    abstract: "Say what rises, what changed and since when, and what is to be expected.",
    usage: "nightjar trends --history <path> [<options>]",
    discussion: """
      Looks at each operation and metric day by day: slopes, steps with the days they may have begun \
      on, what happened then, weekdays, days and hours that stood out, and forecasts where they are \
      worth more than last week's value. Rows of fewer than 14 days with enough requests are not \
      judged.

      EXAMPLES
        nightjar trends --history nightjar.sqlite
        nightjar trends --history h.sqlite --operation ProductList
        nightjar trends --history h.sqlite --since 2026-08-01
        nightjar trends --history h.sqlite --p95-limit 800 --format json
      """
  )

  @OptionGroup var file: HistoryFileOptions
  @Option(
    help: ArgumentHelp(
      "Only the operation of this name, and all of its rows; may be repeated.",
      valueName: "name"
    )
  )
  var operation: [String] = []
  @Option(help: "Only this metric; may be repeated.") var metric: [ComparisonMetric] = []
  @Option(
    help: ArgumentHelp(
      "The first day, such as 2026-08-24; by default the latest 90 are looked at.",
      valueName: "day"
    )
  )
  var since: String?
  @Option(help: ArgumentHelp("The last day, included.", valueName: "day")) var until: String?
  @Option(
    help: ArgumentHelp(
      "Foresee when p95 crosses so many milliseconds; by default the limit of the rule slow_operation.",
      valueName: "ms"
    )
  )
  var p95Limit: Double?
  @Option(help: "How the trends are written.") var format = HistoryFormat.text
  @Flag(help: "No colour, even on a terminal.") var noColor = false

  func validate() throws {
    if let p95Limit, !(p95Limit > 0 && p95Limit <= 86_400_000) {
      throw ValidationError("--p95-limit \(p95Limit) is out of range: write 0.001 to 86400000.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let range = try range()
      var inForce = try file.settings()
      inForce.set(.color, option: "--no-color", noColor ? .flag(false) : nil)
      let store = try file.open()
      var settings = TrendSettings(limits: inForce.trendLimits)
      settings.operations = operation
      if !metric.isEmpty { settings.metrics = metric }
      if let p95Limit { settings.limits.p95Nanoseconds = p95Limit * 1e6 }
      let threads = ProcessInfo.processInfo.activeProcessorCount
      let trends = try store.trends(range, settings: settings, threads: threads)
      switch format {
      case .text:
        let renderer = TextRenderer(Display(inForce).textOptions(run: nil))
        let text = renderer.render(trends, everything: !operation.isEmpty)
        StandardOutput.write(Array(text.utf8))
      case .json: StandardOutput.write(JSONRenderer(threads: threads).render(trends))
      }
    }
  }

  private func range() throws -> ClosedRange<Day>? {
    guard since != nil || until != nil else { return nil }
    let last = try until.map(HistoryFileOptions.day) ?? Day(number: .max)
    let first =
      try since.map(HistoryFileOptions.day) ?? last.advanced(by: 1 - HistoryStore.trendDays)
    guard first <= last else { throw Failure.usage("--since is after --until: no day is between") }
    return first...last
  }
}

extension ComparisonMetric: ExpressibleByArgument {}
