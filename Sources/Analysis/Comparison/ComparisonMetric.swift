internal import MetricLog
internal import Statistics

/// What is compared from day to day.
package enum ComparisonMetric: String, CaseIterable, Sendable, Comparable {
  case p50, p95, p99, mean
  /// The share of requests with errors.
  case errors
  /// Database statements a request.
  case statements
  /// Hits per look-up, over all caches.
  case hitRate = "hit_rate"
  /// Mean growth of memory a request.
  case memory

  package static func < (left: ComparisonMetric, right: ComparisonMetric) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }

  /// Whether a larger value is better.
  var direction: Verdict.Direction { self == .hitRate ? .downIsWorse : .upIsWorse }

  /// The relative change that matters; of shares, of their odds.
  var minimumEffect: Double {
    switch self {
    case .p50, .p95, .mean, .statements: 0.1
    case .p99: 0.15
    case .errors, .hitRate, .memory: 0.25
    }
  }

  /// Requests (of caches: look-ups) that a day needs to have a value.
  ///
  /// With fewer a quantile's interval of 95 % has no upper end.
  var leastCount: Int64 {
    switch self {
    case .p50, .mean, .statements, .memory: 6
    case .p95, .errors, .hitRate: 72
    case .p99: 368
    }
  }

  /// Whether a change between two levels matters in absolute terms: 5 ms, half a statement, half a
  /// per cent of requests with errors, two of hits, 64 KiB.
  func meetsFloor(_ before: Double, _ after: Double) -> Bool {
    let change = (after - before).magnitude
    return switch self {
    case .p50, .p95, .p99, .mean: change >= 5e6
    case .statements: change >= 0.5
    case .errors: change >= 0.005
    case .hitRate: change >= 0.02
    case .memory: change >= 65_536
    }
  }

  /// The value as the comparison takes it: logarithms, of shares the logarithm of their odds.
  func transformed(_ level: Double, count: Int64) -> Double? {
    switch self {
    case .errors, .hitRate:
      // Half a case on both sides, so that none and all have odds, too.
      let n = Double(count)
      let cases = level * n
      return RealFunction.log((cases + 0.5) / (n - cases + 0.5))
    case .statements: return level >= 0 ? RealFunction.log(level + 0.1) : nil
    default: return level > 0 ? RealFunction.log(level) : nil
    }
  }
}
