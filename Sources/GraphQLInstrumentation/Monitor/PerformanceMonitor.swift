internal import MetricLog
internal import Synchronization

/// Measures a server's requests, writes a record of each, and raises alerts.
///
/// One monitor serves the whole process. It never blocks a request and never fails one: what the log
/// cannot take is dropped and counted there.
public final class PerformanceMonitor: Sendable {
  /// How the monitor measures and judges.
  public let configuration: MonitorConfiguration

  package let clock: MonitorClock
  package let sink: any RecordSink
  let statements: StatementCatalog
  let operations: OperationCatalog
  let alerts: AlertCenter
  let errorRate: ErrorRate
  let caches = Mutex<[CacheMonitor]>([])
  let pools = Mutex<[PoolMonitor]>([])
  let sampler: ProcessSampler
  /// The limit of time in nanoseconds; `nil` when there is none.
  let timeLimitNanoseconds: Int64?
  package let deadlines = DeadlineWatch()
  private let memory: ResidentMemory
  private let inFlightCount = Atomic<Int>(0)
  private let lateCount = Atomic<Int>(0)
  private let abandonedCount = Atomic<Int>(0)
  private let requestNumber = Atomic<UInt64>(0)
  private let seed: UInt64

  /// A monitor that writes its records to a log.
  ///
  /// - Parameters:
  ///   - configuration: How it measures and judges.
  ///   - log: The log, which also knows the service, its environment, host and release.
  public convenience init(
    configuration: MonitorConfiguration = MonitorConfiguration(),
    log: LogWriter
  ) {
    self.init(configuration: configuration, sink: log)
  }

  /// A monitor that gives its records to any sink.
  ///
  /// - Parameters:
  ///   - configuration: How it measures and judges.
  ///   - sink: Where its records go.
  ///   - clock: What time it is.
  ///   - seed: Decides which requests are sampled.
  package init(
    configuration: MonitorConfiguration,
    sink: any RecordSink,
    clock: MonitorClock = .system,
    seed: UInt64 = .random(in: .min ... .max)
  ) {
    self.configuration = configuration
    self.sink = sink
    self.clock = clock
    self.seed = seed
    timeLimitNanoseconds = configuration.limits.time?.wholeNanoseconds
    memory = ResidentMemory()
    let remembered = max(16, configuration.rememberedTexts)
    statements = StatementCatalog(count: remembered, sink: sink, clock: clock)
    operations = OperationCatalog(
      count: remembered,
      configuration: configuration,
      sink: sink,
      clock: clock
    )
    alerts = AlertCenter(configuration: configuration, sink: sink, clock: clock)
    errorRate = ErrorRate(leastCount: configuration.alerts.leastCountOfRate)
    sampler = ProcessSampler(clock: clock)
    if configuration.announcesRelease {
      sink.write(.deploy(DeployRecord(timeMicroseconds: clock.wallMicroseconds())))
    }
  }

  /// The requests that are being executed.
  public var inFlight: Int { inFlightCount.load(ordering: .relaxed) }

  /// What was reported of requests after their end, and so is in no record.
  public var lateEvents: Int { lateCount.load(ordering: .relaxed) }

  /// Requests that were begun and forgotten without being finished; they have no record.
  public var abandonedRequests: Int { abandonedCount.load(ordering: .relaxed) }

  /// Whether any rule is active, so that its alert has not ended.
  package var hasActiveAlerts: Bool { alerts.hasActive }

  /// Alerts that were kept back by the cap of a minute, or because there were too many subjects.
  public var withheldAlerts: Int { alerts.withheld }

  /// The resident size of the process; `nil` when it is not measured or cannot be told.
  func residentBytes(nanoseconds: Int64) -> Int64? {
    configuration.measuresMemory ? memory.bytes(nanoseconds: nanoseconds) : nil
  }

  /// The resident size of the process for a sample of it, measured whatever requests do.
  func sampledResidentBytes() -> Int64? { memory.bytes() }

  func noteBegin() { inFlightCount.add(1, ordering: .relaxed) }

  func noteEnd() { inFlightCount.subtract(1, ordering: .relaxed) }

  func noteLateEvent() { lateCount.add(1, ordering: .relaxed) }

  func abandon() {
    noteEnd()
    abandonedCount.add(1, ordering: .relaxed)
  }

  /// Random bits for the next request.
  ///
  /// The system's generator asks the kernel each time; a counter through a mixing function (the
  /// finalizer of SplitMix64) is as good here and takes a nanosecond.
  func nextRandom() -> UInt64 {
    let number = requestNumber.add(1, ordering: .relaxed).newValue
    var bits = seed &+ number &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }
}
