import Foundation

/// What a run came to.
struct LoadSummary: Sendable {
  var answered = 0
  var withErrors = 0
  /// Requests without an answer.
  var failed = 0
  /// Requests that were not sent.
  var givenUp = 0
  var elapsed = Duration.zero
  private var latencies: [Double] = []

  mutating func note(_ answer: Answer, latency: Duration) {
    answered += 1
    if answer.status >= 400 || answer.body.contains("\"errors\"") { withErrors += 1 }
    latencies.append(latency / .milliseconds(1))
  }

  mutating func add(_ other: LoadSummary) {
    answered += other.answered
    withErrors += other.withErrors
    failed += other.failed
    givenUp += other.givenUp
    latencies += other.latencies
  }

  /// The figures as lines of text.
  var text: String {
    let sorted = latencies.sorted()
    func quantile(_ rank: Double) -> String {
      guard !sorted.isEmpty else { return "-" }
      let index = min(sorted.count - 1, Int(rank * Double(sorted.count)))
      return String(format: "%.1f ms", sorted[index])
    }
    let perSecond = Double(answered) / max(elapsed / .seconds(1), 1e-9)
    return """
      answered  \(answered), \(String(format: "%.1f", perSecond)) a second
      errors    \(withErrors) with GraphQL errors, \(failed) without an answer, \(givenUp) not sent
      latency   p50 \(quantile(0.5)), p95 \(quantile(0.95)), p99 \(quantile(0.99)), max \(quantile(1))
      """
  }
}
