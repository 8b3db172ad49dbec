internal import MetricLog
internal import Statistics

/// The processes of a report, put together from samples that come in the order of their keys.
struct ProcessList {
  /// One entry a host and release, with its pools.
  private(set) var reports: [ProcessReport] = []
  private var last: ProcessKey?

  /// Adds the samples of a process, or of one of its pools, which come behind it.
  ///
  /// Pools of a process that has no samples of its own are left out.
  // Not inlined, like those below: in one loop they took the optimiser longer than all other functions
  // of the module together.
  @inline(never)
  mutating func add(_ key: ProcessKey, _ timeline: Timeline<ProcessTally>, _ names: SymbolTable) {
    let isLast = last?.isSameProcess(key) == true
    if key.isPool {
      if isLast { reports[reports.count - 1].add(timeline, pool: names.string(of: key.pool)) }
      return
    }
    if !isLast { reports.append(ProcessReport(key, names)) }
    reports[reports.count - 1].add(timeline)
    last = key
  }
}

extension ProcessKey {
  fileprivate func isSameProcess(_ other: ProcessKey) -> Bool {
    (service, env, host, release) == (other.service, other.env, other.host, other.release)
  }
}

extension ProcessReport {
  fileprivate init(_ key: ProcessKey, _ names: SymbolTable) {
    self.init()
    service = names.string(of: key.service)
    env = names.string(of: key.env)
    host = names.string(of: key.host)
    release = names.string(of: key.release)
  }

  @inline(never)
  fileprivate mutating func add(_ timeline: Timeline<ProcessTally>) {
    let tally = timeline.total
    hours += timeline.entries.map(ProcessHour.init)
    samples = samples.addingClamped(tally.samples)
    residentBytes.merge(tally.first)
    cpuMilliPercent.merge(tally.second)
    inFlight.merge(tally.third)
  }

  @inline(never)
  fileprivate mutating func add(_ timeline: Timeline<ProcessTally>, pool name: String) {
    if pools.last?.name != name {
      var pool = PoolReport()
      pool.name = name
      pools.append(pool)
    }
    pools[pools.count - 1].add(timeline)
  }
}

extension PoolReport {
  @inline(never)
  fileprivate mutating func add(_ timeline: Timeline<ProcessTally>) {
    let tally = timeline.total
    hours += timeline.entries.map(PoolHour.init)
    samples = samples.addingClamped(tally.samples)
    inUse.merge(tally.first)
    waiting.merge(tally.second)
    errors.merge(tally.third)
    size = max(size, tally.size)
    exhausted = exhausted.addingClamped(tally.exhausted)
  }
}

extension ProcessHour {
  fileprivate init(_ entry: Timeline<ProcessTally>.Entry) {
    self.init()
    startMicroseconds = Int64(entry.stretch) * Timestamp.microsecondsPerHour
    samples = entry.value.samples
    residentBytes = entry.value.first
    inFlight = entry.value.third
  }
}

extension PoolHour {
  fileprivate init(_ entry: Timeline<ProcessTally>.Entry) {
    self.init()
    startMicroseconds = Int64(entry.stretch) * Timestamp.microsecondsPerHour
    samples = entry.value.samples
    inUse = entry.value.first
    waiting = entry.value.second
    exhausted = entry.value.exhausted
  }
}
