import Analysis

/// Metrics and their levels in words.
extension TextRenderer {
  func metric(_ metric: ComparisonMetric) -> String {
    switch metric {
    case .p50, .p95, .p99, .mean: metric.rawValue
    case .errors: "requests with errors"
    case .statements: "statements a request"
    case .hitRate: "cache hits"
    case .memory: "memory a request"
    case .requests: "requests a day"
    }
  }

  func level(_ metric: ComparisonMetric, _ level: Double?) -> String {
    guard let level else { return "nothing" }
    return switch metric {
    case .p50, .p95, .p99, .mean: options.prose.duration(level)
    case .errors, .hitRate: Quantity.fixed(level * 100, 2) + " %"
    case .statements: Quantity.fixed(level, 1)
    case .memory: options.prose.growth(level)
    case .requests: Quantity.number(level)
    }
  }

  /// A relative change with its sign.
  func percent(_ effect: Double, decimals: Int = 0) -> String {
    (effect < 0 ? "-" : "+") + Quantity.fixed(effect.magnitude * 100, decimals) + " %"
  }
}
