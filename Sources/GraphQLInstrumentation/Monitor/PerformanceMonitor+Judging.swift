internal import Synchronization

extension PerformanceMonitor {
  /// Compares a request with the thresholds.
  func judge(
    _ summary: RequestSummary,
    _ work: borrowing RequestWork,
    traceParent: TraceParent?
  ) {
    let thresholds = configuration.thresholds
    let subject = AlertSubject(operation: summary.operation, traceParent: traceParent)
    func observe(_ rule: AlertRule, _ value: Double, _ levels: AlertLevels) {
      alerts.observe(rule, value, levels, subject)
    }
    observe(
      .slowQuery,
      Double(summary.durationNanoseconds) / 1e6,
      thresholds.requestMilliseconds
    )
    if let complexity = summary.complexity {
      observe(.highComplexity, Double(complexity), thresholds.complexity)
    }
    if let bytes = summary.memoryBytes {
      observe(.highMemory, Double(bytes), thresholds.memoryBytes)
    }
    observe(.manyStatements, Double(summary.statements), thresholds.statements)
    if Double(summary.statements) > thresholds.repeatedStatements.medium
      || alerts.isActive(.repeatedStatement)
    {
      let most = Double(work.statements.mostRepeated)
      observe(.repeatedStatement, most, thresholds.repeatedStatements)
    }
    observe(
      .connectionWait,
      Double(summary.waitNanoseconds) / 1e6,
      thresholds.connectionWaitMilliseconds
    )
    judgeRates(isError: summary.errors > 0 || (work.status ?? 0) >= 500)
  }

  private func judgeRates(isError: Bool) {
    let now = clock.monotonicNanoseconds()
    let (percent, isNewSlot) = errorRate.add(isError: isError, nanoseconds: now)
    if let percent {
      alerts.observe(.errorRate, percent, configuration.thresholds.errorPercent, .process)
    }
    if isNewSlot { judgeCaches() }
  }

  /// Compares every cache's hit rate since the last time with what it was before.
  func judgeCaches() {
    for cache in caches.withLock({ $0 }) {
      let least = configuration.alerts.leastCountOfRate
      guard let fall = cache.rate.fallSinceLast(leastCount: least) else { continue }
      let levels = configuration.thresholds.hitRateFallPoints
      alerts.observe(.cacheHitRateFall, fall, levels, .named(cache.name, level: cache.level))
    }
  }
}
