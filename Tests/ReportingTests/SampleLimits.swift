import Analysis

/// What limits would have done to a night, built by hand.
enum SampleLimits {
  /// One measure with everything, one for which nothing can be proposed.
  static let report = naming("ProductList")

  /// The same, with a name wherever a name can stand.
  static func naming(_ name: String) -> LimitReport {
    var report = LimitReport()
    (report.requests, report.alreadyRefused) = (412_345, 3)
    (report.nanoseconds, report.databaseNanoseconds) = (29_000_000_000_123, 11_000_000_000_456)
    (report.firstMicroseconds, report.lastMicroseconds) = (
      SampleReport.midnight, SampleReport.midnight + 86_399_000_000
    )
    var complexity = LimitMeasure(kind: .complexity)
    (complexity.recorded, complexity.largest) = (412_345, 1200)
    complexity.largestOperations = [(operation(name), 1200)]
    complexity.proposal = LimitProposal(
      cap: 1500,
      largestLegitimate: 1200,
      headroom: 1.25,
      legitimate: 400_001,
      shareAbove: 0.000_007
    )
    complexity.candidates = [candidate(name)]
    var time = LimitMeasure(kind: .time)
    (time.recorded, time.largest) = (412_345, 9870.001)
    time.candidates = [LimitCandidate(cap: 640, reason: .p999)]
    report.measures = [complexity, time]
    return report
  }

  private static func operation(_ name: String) -> LimitSlice.Operation {
    LimitSlice.Operation(service: name, env: name, name: name, kind: "query")
  }

  private static func candidate(_ name: String) -> LimitCandidate {
    var candidate = LimitCandidate(cap: 200, reason: .asked)
    candidate.refused = AlertCount(likely: 40, least: 31, most: 52, basis: .sample)
    candidate.refusedWithoutError = AlertCount(likely: 39, least: 30, most: 51, basis: .sample)
    candidate.savedNanoseconds = 12_345_678_901
    (candidate.savedLow, candidate.savedHigh) = (9_000_000_000, 15_000_000_000)
    candidate.savedDatabaseNanoseconds = 4_000_000_000
    var slice = LimitSlice()
    (slice.operation, slice.refused, slice.share) = (operation(name), 40, 0.0004)
    var client = LimitSlice()
    (client.client, client.version, client.refused, client.share) = (name, name, 12.5, 0.001)
    (candidate.operations, candidate.clients) = ([slice], [client])
    return candidate
  }
}
