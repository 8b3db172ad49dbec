package import Analysis
import MetricLog

/// The report as JSON, schema `nightjar.report/1`: complete, stable, the source of every other view.
///
/// Durations are milliseconds, exact to the nanosecond; sizes are bytes; shares and rates are in
/// 0...1 or a second; times are RFC 3339 in UTC. What nobody recorded is null, never zero. The keys
/// and their order are described by `docs/report.schema.json`.
package struct JSONRenderer: Sendable {
  /// The value of the key `schema`.
  package static let schema = "nightjar.report/1"

  /// Threads that make the rows of operations.
  private let threads: Int

  /// A renderer that works on so many threads; the bytes do not depend on them.
  package init(threads: Int = 1) { self.threads = threads }

  /// Renders a report as UTF-8, with a newline at the end.
  package func render(_ report: Report) -> [UInt8] {
    JSONWriter.document(value(report))
  }

  /// Renders a report piece by piece: operations are computed and written a few at a time.
  package func render(_ report: Report, to output: ([UInt8]) throws -> Void) rethrows {
    try JSONWriter.document(value(report), threads: threads, to: output)
  }

  /// The report as an ordered JSON value.
  package func value(_ report: Report) -> JSONValue {
    var members = members(report)
    if let history = report.history { members.append(("history", value(history))) }
    if let suppression = report.suppression {
      members.append(("suppressed", value(suppression)))
    }
    if let alerts = report.logAlerts { members.append(("log_alerts", value(alerts))) }
    return .object(members)
  }

  private func members(_ report: Report) -> [JSONValue.Member] {
    [
      ("schema", .string(Self.schema)),
      ("input", value(report.input)),
      ("selection", value(report.selection)),
      ("totals", totals(report)),
      ("releases", releases(report.releases)),
      ("hours", .array(report.hours.map(value))),
      ("operations", .rows(report.operations.count) { value(report.operations[$0]) }),
      ("rest", report.rest.map(value) ?? .null),
      ("folded", .array(report.folded.map(value))),
      ("deploys", .array(report.deploys.map(value))),
      ("alerts", .array(report.alerts.map(value))),
      ("processes", .array(report.processes.map(value))),
      ("caches", .array(report.caches.map(cacheLevel))),
      ("cache_events", .array(report.cacheEvents.map(value))),
      ("findings", .array(report.findings.map(value))),
      ("comparison", report.comparison.map(value) ?? .null),
      ("trends", report.trends.map(value) ?? .null),
      ("caveats", .array(report.caveats.map(value))),
    ]
  }

  private func totals(_ report: Report) -> JSONValue {
    let rate = JSONValue.shortest(report.requestsPerSecond)
    return .object(
      counts(report.totals) + [("requests_per_second", rate)] + summaries(report.totals)
    )
  }

  private func value(_ selection: Selection) -> JSONValue {
    .object([
      ("since", .time(selection.sinceMicroseconds)),
      ("until", .time(selection.untilMicroseconds)),
      ("services", strings(selection.services)),
      ("envs", strings(selection.envs)),
      ("releases", strings(selection.releases)),
      ("operations", strings(selection.operations)),
    ])
  }

  private func value(_ caveat: Caveat) -> JSONValue {
    .object([("code", .string(caveat.code)), ("text", .string(caveat.text))])
  }

  private func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  /// The name of a row, which may stand for the names that were too many to keep.
  func name(_ name: String, isOther: Bool) -> JSONValue { .string(isOther ? "(other)" : name) }
}
