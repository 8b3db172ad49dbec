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
  /// Requests a day: looked at over time, and never better or worse.
  case requests

  /// What two periods are compared by.
  package static let compared = allCases.filter { $0 != .requests }

  package static func < (left: ComparisonMetric, right: ComparisonMetric) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }

  /// Whether a larger value is better.
  var direction: Verdict.Direction { self == .hitRate ? .downIsWorse : .upIsWorse }

  /// Whether it is a duration.
  package var isLatency: Bool {
    switch self {
    case .p50, .p95, .p99, .mean: true
    default: false
    }
  }

  /// Whether a larger value is worse.
  package var isWorseUpwards: Bool { self != .hitRate && self != .requests }

  /// Whether a change of this sign is one for the worse.
  func isWorse(_ change: Double) -> Bool {
    guard self != .requests else { return false }
    return direction == .upIsWorse ? change > 0 : change < 0
  }

  /// The relative change that matters; of shares, of their odds.
  var minimumEffect: Double {
    switch self {
    case .p50, .p95, .mean, .statements: 0.1
    case .p99: 0.15
    case .errors, .hitRate, .memory, .requests: 0.25
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
    case .requests: 1
    }
  }

  /// Whether a change between two levels matters in absolute terms: 5 ms, half a statement, half a
  /// per cent of requests with errors, two of hits, 64 KiB, a hundred requests a day.
  func meetsFloor(_ before: Double, _ after: Double) -> Bool {
    let change = (after - before).magnitude
    return switch self {
    case .p50, .p95, .p99, .mean: change >= 5e6
    case .statements: change >= 0.5
    case .errors: change >= 0.005
    case .hitRate: change >= 0.02
    case .memory: change >= 65_536
    case .requests: change >= 100
    }
  }

  /// Whether a relative change of a latency is notable in the whole time of the environment: half a
  /// per cent of it.
  func matters(share: Double, effect: Double) -> Bool {
    !isLatency || share * effect.magnitude >= 0.005
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

  /// The transformed value of a level by itself, the inverse of ``level(ofTransformed:)``; `nil` where
  /// there is none.
  func transformed(_ level: Double) -> Double? {
    switch self {
    case .errors, .hitRate:
      return level > 0 && level < 1 ? RealFunction.log(level / (1 - level)) : nil
    default: return transformed(level, count: 1)
    }
  }

  /// The level that a transformed value stands for.
  func level(ofTransformed value: Double) -> Double {
    switch self {
    case .errors, .hitRate: 1 / (1 + RealFunction.exp(-value))
    case .statements: max(0, RealFunction.exp(value) - 0.1)
    default: RealFunction.exp(value)
    }
  }
}
