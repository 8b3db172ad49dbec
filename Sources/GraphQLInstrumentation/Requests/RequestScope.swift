internal import MetricLog
internal import Synchronization

/// One request while it is being executed: what it does is collected here.
///
/// ``PerformanceMonitor/withRequest(_:_:)`` makes one current for its task and the children of that;
/// ``PerformanceMonitor/begin(_:)`` and ``finish(status:responseBytes:)`` are for frameworks that
/// have begin and end in different places. All methods may be called from any task at any time. What
/// comes after the end is not added to the request; ``PerformanceMonitor/lateEvents`` counts it.
public final class RequestScope: Sendable {
  package let monitor: PerformanceMonitor
  let startNanoseconds: Int64
  let startMicroseconds: Int64
  let startResidentBytes: Int64?
  let client: RequestRecord.Client?
  /// The caller's trace, when it sent one.
  public let traceParent: TraceParent?
  private let work: Mutex<RequestWork>

  init(_ info: RequestInfo, monitor: PerformanceMonitor) {
    self.monitor = monitor
    startMicroseconds = monitor.clock.wallMicroseconds()
    startNanoseconds = monitor.clock.monotonicNanoseconds()
    startResidentBytes = monitor.residentBytes(nanoseconds: startNanoseconds)
    traceParent = info.traceParent.flatMap { TraceParent($0) }
    if info.clientName != nil || info.clientVersion != nil {
      client = RequestRecord.Client(
        name: info.clientName?.limited(toBytes: Self.nameBytes),
        version: info.clientVersion?.limited(toBytes: Self.nameBytes)
      )
    } else {
      client = nil
    }
    var work = RequestWork()
    work.requestBytes = info.requestBytes.map(Self.size)
    self.work = Mutex(work)
  }

  deinit {
    // Nobody can finish it any more; without this it would be counted as in flight for ever.
    if !work.withLock({ $0.isFinished }) { monitor.abandon() }
  }

  /// The longest name from outside that a record holds.
  static let nameBytes = 256

  /// The request of the current task, if there is one.
  public static var current: RequestScope? { Attribution.current?.request }

  /// The time since the request began, in nanoseconds.
  public var elapsedNanoseconds: Int64 {
    monitor.clock.monotonicNanoseconds() - startNanoseconds
  }

  /// What is known of the operation so far.
  public var operation: OperationFacts? { work.withLock { $0.operation } }

  /// The errors that were noted so far.
  package var errorCount: Int { work.withLock { $0.errors.count } }

  /// Makes the request current for some work and the tasks that it starts.
  ///
  /// - Parameters:
  ///   - isolation: The caller's actor, on which the work runs.
  ///   - body: The work.
  /// - Returns: What the work returns.
  @inlinable
  public func run<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> Value
  ) async rethrows -> Value {
    try await Attribution(request: self, field: nil).restore(body)
  }

  /// Ends the request and writes its record.
  ///
  /// - Parameters:
  ///   - status: The HTTP status, when it was not set before.
  ///   - responseBytes: The size of the response's body, when it was not set before.
  /// - Returns: What the request came to; `nil` when it had ended before.
  @discardableResult
  public func finish(status: Int? = nil, responseBytes: Int? = nil) -> RequestSummary? {
    let end = monitor.clock.monotonicNanoseconds()
    let done: RequestWork? = work.withLock { work in
      guard !work.isFinished else { return nil }
      if let status, Self.isStatus(status) { work.status = status }
      if let responseBytes { work.responseBytes = Self.size(responseBytes) }
      // What the request collected is not needed here any more, though the scope may live on.
      var done = RequestWork()
      swap(&done, &work)
      work.operation = done.operation
      work.isFinished = true
      return done
    }
    guard let done else { return nil }
    return monitor.finish(self, done, durationNanoseconds: max(0, end - startNanoseconds))
  }

  /// Whether a number can be an HTTP status.
  static func isStatus(_ number: Int) -> Bool { (100...999).contains(number) }

  /// A size that a record can hold.
  static func size(_ bytes: Int) -> Int { min(max(0, bytes), .largestRecorded) }

  /// Adds to what the request did, unless it has ended.
  func update(_ change: (inout RequestWork) -> Void) {
    let isLate = work.withLock { work in
      guard !work.isFinished else { return true }
      change(&work)
      return false
    }
    if isLate { monitor.noteLateEvent() }
  }
}
