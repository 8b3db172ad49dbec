internal import MetricLog

extension PerformanceMonitor {
  /// Measures one request from here to the end of `body`, and writes its record.
  ///
  /// When `body` throws, the request has an error more: a ``RequestRefusal`` is noted as such,
  /// anything else as `CANCELLED` or `INTERNAL_SERVER_ERROR` with status 500, unless a status was set.
  /// The error itself is not written, because it may hold anything.
  ///
  /// - Parameters:
  ///   - info: What is known of the request.
  ///   - isolation: The caller's actor, on which the request is executed.
  ///   - body: Executes the request.
  /// - Returns: What `body` returns.
  public func withRequest<Value>(
    _ info: RequestInfo = RequestInfo(),
    isolation: isolated (any Actor)? = #isolation,
    _ body: (RequestScope) async throws -> Value
  ) async rethrows -> Value {
    let request = begin(info)
    do {
      let value = try await request.run { try await body(request) }
      request.finish()
      return value
    } catch {
      request.note(failure: error)
      request.finish()
      throw error
    }
  }

  /// Begins a request; whoever calls it calls ``RequestScope/finish(status:responseBytes:)``.
  ///
  /// - Parameter info: What is known of the request.
  /// - Returns: The request, not yet current for any task; see ``RequestScope/run(isolation:_:)``.
  public func begin(_ info: RequestInfo = RequestInfo()) -> RequestScope {
    noteBegin()
    return RequestScope(info, monitor: self)
  }

  /// Judges a request that has ended, and writes its record unless sampling leaves it out.
  func finish(
    _ request: RequestScope,
    _ work: borrowing RequestWork,
    durationNanoseconds: Int64
  ) -> RequestSummary {
    noteEnd()
    let end = request.startNanoseconds + durationNanoseconds
    let resident = request.startResidentBytes == nil ? nil : residentBytes(nanoseconds: end)
    var summary = RequestSummary(work, durationNanoseconds: durationNanoseconds)
    if let start = request.startResidentBytes, let resident {
      summary.memoryBytes = resident - start
    }
    judge(summary, work, traceParent: request.traceParent)
    summary.weight = weight(of: summary, status: work.status)
    if let weight = summary.weight {
      var record = work.record(
        timeMicroseconds: request.startMicroseconds,
        durationNanoseconds: durationNanoseconds
      )
      record.traceID = request.traceParent?.id
      record.client = request.client
      if resident != nil || summary.memoryBytes != nil {
        record.memory = .init(deltaBytes: summary.memoryBytes, residentBytes: resident)
      }
      if weight > 1 { record.weight = weight }
      sink.write(.request(record))
    }
    configuration.onFinish?(summary)
    return summary
  }

  /// How many requests this one's record stands for; `nil` when it gets none.
  private func weight(of summary: RequestSummary, status: Int?) -> Int? {
    let slowNanoseconds = configuration.thresholds.requestMilliseconds.medium * 1e6
    if summary.errors > 0 || summary.refused != nil || (status ?? 0) >= 500
      || Double(summary.durationNanoseconds) > slowNanoseconds
    {
      return 1
    }
    guard configuration.sampling.share < 1 else { return 1 }
    return configuration.sampling.weight(random: nextRandom())
  }
}

extension RequestScope {
  /// Notes that the execution threw.
  package func note(failure: any Error) {
    if let refusal = failure as? RequestRefusal { return note(refusal) }
    let code = failure is CancellationError ? "CANCELLED" : "INTERNAL_SERVER_ERROR"
    update { work in
      work.errors.add(code: code, count: 1)
      if work.status == nil { work.status = 500 }
    }
  }
}

extension RequestSummary {
  init(_ work: borrowing RequestWork, durationNanoseconds: Int64) {
    operation = work.operation?.name
    self.durationNanoseconds = durationNanoseconds
    complexity = work.operation?.complexity
    depth = work.operation?.depth
    errors = work.errors.count
    statements = work.statements.count
    databaseNanoseconds = work.statements.nanoseconds
    waitNanoseconds = work.statements.waitNanoseconds ?? 0
    cacheHits = work.caches.hits
    cacheMisses = work.caches.misses
    resolverCalls = work.fields.calls
    memoryBytes = nil
    refused = work.refusal?.limit
    weight = nil
  }
}

extension RequestWork {
  func record(timeMicroseconds: Int64, durationNanoseconds: Int64) -> RequestRecord {
    var record = RequestRecord(
      timeMicroseconds: timeMicroseconds,
      operation: operation?.record ?? RequestRecord.Operation(name: nil, kind: .unknown),
      durationNanoseconds: durationNanoseconds,
      errorCount: errors.count
    )
    record.status = status
    record.errorCodes = errors.codes
    record.database = statements.record()
    record.caches = caches.record()
    record.requestBytes = requestBytes.map { Int64($0) }
    record.responseBytes = responseBytes.map { Int64($0) }
    record.fields = fields.record()
    record.refused = refusal?.limit.record
    return record
  }
}

extension RequestRefusal.Limit {
  var record: Refusal {
    switch self {
    case .complexity: .complexity
    case .depth: .depth
    case .timeout: .timeout
    }
  }
}
