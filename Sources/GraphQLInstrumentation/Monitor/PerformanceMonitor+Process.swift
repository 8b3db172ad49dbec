internal import MetricLog
internal import Synchronization

extension PerformanceMonitor {
  /// Samples the process on a timer until its task is cancelled.
  ///
  /// Run it beside the server, for example as one more task of the group that runs it. Without it
  /// there are no `process` records, and caches are judged only while requests come.
  ///
  /// - Throws: `CancellationError`, when its task is cancelled.
  public func run() async throws {
    while true {
      try await Task.sleep(for: configuration.sampleInterval)
      sampleProcess()
    }
  }

  /// Takes one sample of the process: size, processor time, requests in flight, pools.
  public func sampleProcess() {
    let pools = pools.withLock { $0 }
    let record = ProcessRecord(
      timeMicroseconds: clock.wallMicroseconds(),
      residentBytes: sampledResidentBytes(),
      cpuPercent: sampler.processorPercent(),
      inFlight: max(0, inFlight),
      pools: pools.map { $0.sample() }
    )
    sink.write(.process(record))
    judgeCaches()
    for pool in pools { pool.judge() }
  }

  /// The monitor of one level of a cache: the same for the same name and level.
  ///
  /// - Parameters:
  ///   - name: The cache.
  ///   - level: 1 for the level that is asked first; 0 when there is only one.
  /// - Returns: Where the cache reports what happens to it.
  public func cache(_ name: String, level: Int = 0) -> CacheMonitor {
    caches.withLock { caches in
      if let known = caches.first(where: { $0.name == name && $0.level == level }) { return known }
      let cache = CacheMonitor(name: name, level: max(0, level), sink: sink, clock: clock)
      caches.append(cache)
      return cache
    }
  }

  /// The monitor of a connection pool: the same for the same name.
  ///
  /// - Parameters:
  ///   - name: The pool.
  ///   - size: The connections that it may have.
  /// - Returns: Where the pool reports what happens to it.
  public func pool(_ name: String, size: Int) -> PoolMonitor {
    pools.withLock { pools in
      if let known = pools.first(where: { $0.name == name }) { return known }
      let levels = configuration.thresholds.poolPercent
      let pool = PoolMonitor(
        name: name,
        size: max(0, size),
        levels: levels,
        alerts: alerts,
        clock: clock
      )
      pools.append(pool)
      return pool
    }
  }
}
