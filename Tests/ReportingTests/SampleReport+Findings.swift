import Analysis
import MetricLog

/// Findings as rules make them.
extension SampleReport {
  static var findings: [Finding] {
    var loop = Finding()
    (loop.id, loop.rule) = ("n_plus_one-0123456789ab", "n_plus_one")
    (loop.severity, loop.confidence) = (.high, .strong)
    (loop.service, loop.env) = ("shop", "production")
    loop.operation = .init(name: "ProductList", kind: .query)
    loop.subject.field = "Product.reviews"
    loop.subject.statement = "a1b2c3d4e5f60718"
    loop.subject.statementText = "select * from review where product_id = ?"
    loop.title = "\(name: "ProductList"): \(name: "Product.reviews") runs a statement for each item"
    loop.explanation = """
      Lists of \(count: 2) to \(count: 48) items: each further item costs \(number: 0.98) more \
      statements, \(nanoseconds: 70_100_000) a request.
      """
    loop.recommendation = "Load \(name: "Product.reviews") for the whole list at once."
    loop.evidence = [
      Measurement("statements_per_item", 0.98, .number, low: 0.97, high: 0.99),
      Measurement("statement_time", 4_900_000_000_123, .nanoseconds),
      Measurement("requests", count: 70_312),
    ]
    loop.examples = [example(at: 40_000_000_000, nanoseconds: 9_870_000_000, seq: 77)]
    loop.costNanoseconds = 4_812_000_000_000
    var saving = Saving(nanoseconds: 4_812_000_000_000, method: "time of the statement")
    (saving.nanosecondsPerDay, saving.shareOfTime) = (4_812_055_000_000, 0.0912)
    (saving.p95Before, saving.p95After) = (412_000_000, 201_500_000)
    loop.saving = saving
    loop.calculation = ["Theil-Sen slope over \(count: 200) requests."]
    loop.caveats = ["A day is told at the rate of \(nanoseconds: 43_200e9)."]
    var errors = Finding()
    (errors.id, errors.rule) = ("error_rate-ba9876543210", "error_rate")
    (errors.severity, errors.confidence) = (.medium, .strong)
    (errors.service, errors.env) = ("shop", "production")
    errors.subject.errorCode = "BAD_USER_INPUT"
    errors.title = "\(share: 0.081) of requests end with \(name: "BAD_USER_INPUT")"
    errors.evidence = [Measurement("error_rate", 0.081, .share, low: 0.07, high: 0.092)]
    return [loop, errors]
  }

  /// A finding in which a name stands wherever a name can stand.
  static func finding(naming name: String) -> Finding {
    var finding = findings[0]
    (finding.service, finding.env) = (name, name)
    finding.operation = .init(name: name, kind: .query)
    finding.subject.field = name
    finding.subject.statement = name
    finding.subject.statementText = name
    (finding.subject.cache, finding.subject.errorCode) = (name, name)
    (finding.subject.host, finding.subject.pool, finding.subject.release) = (name, name, name)
    finding.title = "\(name: name) runs \(name: name)"
    finding.explanation = "See \(name: name)."
    finding.recommendation = "Change \(name: name)."
    finding.calculation = ["From \(name: name)."]
    finding.caveats = ["Not \(name: name)."]
    finding.examples[0].writer = name
    finding.examples[0].traceID = name
    return finding
  }
}
