internal import Statistics

extension Comparison {
  /// How long an operation's requests took in both periods, for drawing.
  package struct Durations: Sendable {
    /// How many operations are drawn.
    package static var mostOperations: Int { 6 }

    package var operation: OperationName
    /// Requests between powers of two, all days of a period together.
    package var baseline: [HistogramBar]
    package var candidate: [HistogramBar]

    package init(operation: OperationName, baseline: [HistogramBar], candidate: [HistogramBar]) {
      self.operation = operation
      (self.baseline, self.candidate) = (baseline, candidate)
    }
  }

  /// The operations whose durations changed, those of the first changes first.
  ///
  /// - Parameters:
  ///   - baseline: The period before, with its sketches; without them there is nothing to draw.
  ///   - candidate: The period that is judged, with its sketches.
  /// - Returns: At most ``Durations/mostOperations``.
  func durations(_ baseline: ComparisonPeriod, _ candidate: ComparisonPeriod) -> [Durations] {
    guard !baseline.sketches.isEmpty, !candidate.sketches.isEmpty else { return [] }
    let metrics: Set<ComparisonMetric> = [.p50, .p95, .p99, .mean]
    var names: [OperationName] = []
    for change in changes where metrics.contains(change.metric) {
      guard change.outcome == .regression || change.outcome == .improvement else { continue }
      if !names.contains(change.operation) { names.append(change.operation) }
    }
    return names.prefix(Durations.mostOperations).map { name in
      Durations(
        operation: name,
        baseline: Self.histogram(name, baseline.sketches),
        candidate: Self.histogram(name, candidate.sketches)
      )
    }
  }

  private static func histogram(_ name: OperationName, _ days: [DaySketches]) -> [HistogramBar] {
    days.reduce(into: LatencySketch()) { sum, day in
      if let sketch = day.rows[name] { sum.merge(sketch) }
    }.octaves().map { HistogramBar(lowerNanoseconds: $0.lower, requests: $0.count) }
  }
}
