internal import GraphQLInstrumentation

/// What one metric does to the current request.
enum RequestMetricEffect: Sendable {
  case cache(CacheMonitor, CacheEvent)
  case role(MetricRole)

  init(_ role: MetricRole, monitor: PerformanceMonitor) {
    switch role {
    case .cacheHits(let cache, let level): self = .cache(monitor.cache(cache, level: level), .hit)
    case .cacheMisses(let cache, let level):
      self = .cache(monitor.cache(cache, level: level), .miss)
    case .cacheWrites(let cache, let level):
      self = .cache(monitor.cache(cache, level: level), .write)
    case .cacheEvictions(let cache, let level):
      self = .cache(monitor.cache(cache, level: level), .eviction)
    case .statements, .statementTime, .connectionWait, .errors, .resolverTime: self = .role(role)
    }
  }

  /// A counter went up.
  func count(_ amount: Int64) {
    guard amount > 0 else { return }
    let count = Int(clamping: amount)
    switch self {
    case .cache(let cache, let event): cache.record(event, count)
    case .role(.statements):
      RequestScope.current?.recordStatements(count: count, duration: .zero)
    case .role(.errors(let code)): RequestScope.current?.recordError(code: code, count: count)
    case .role: break
    }
  }

  /// A timer recorded a duration.
  func time(nanoseconds: Int64) {
    guard let request = RequestScope.current else { return }
    let duration = Duration.nanoseconds(nanoseconds)
    switch self {
    case .role(.statementTime): request.recordStatements(count: 1, duration: duration)
    case .role(.connectionWait): request.recordConnectionWait(duration)
    case .role(.resolverTime(let field)): request.recordField(field, duration: duration)
    case .cache, .role: break
    }
  }
}
