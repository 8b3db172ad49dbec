extension RequestScope {
  /// Checks the request against the monitor's limits of complexity, depth and time.
  ///
  /// Call it when the operation is known and before it is executed, and again, if you like, from
  /// within long work.
  ///
  /// - Throws: The refusal to answer with; the record says which limit it was.
  public func enforceLimits() throws(RequestRefusal) {
    let limits = monitor.configuration.limits
    let facts = operation
    if let limit = limits.complexity, let complexity = facts?.complexity, complexity > limit {
      throw refuse(.complexity, measured: complexity, allowed: limit)
    }
    if let limit = limits.depth, let depth = facts?.depth, depth > limit {
      throw refuse(.depth, measured: depth, allowed: limit)
    }
    if let limit = monitor.timeLimitNanoseconds, elapsedNanoseconds > limit {
      throw refuseForTime(limitNanoseconds: limit)
    }
  }

  /// Runs the execution of the operation, and cancels it when the request's time is up.
  ///
  /// Cancellation is cooperative: the work has to end by itself when its task is cancelled, and this
  /// call returns when it has. Without a limit of time it just runs the work.
  ///
  /// - Parameter body: The execution.
  /// - Returns: What the execution returns.
  /// - Throws: The refusal when time was up first; else what the execution throws.
  @inlinable
  public func withTimeLimit<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    // Inlined into the server's code, which knows the type of the value.
    guard let left = try nanosecondsLeft() else { return try await body() }
    let execution = Task(operation: body)
    let deadline = beginDeadline(nanosecondsLeft: left) { execution.cancel() }
    let result = await withTaskCancellationHandler {
      await execution.result
    } onCancel: {
      execution.cancel()
    }
    try endDeadline(deadline)
    return try result.get()
  }

  /// The time that the request has left; `nil` when it has any time.
  @usableFromInline
  func nanosecondsLeft() throws(RequestRefusal) -> Int64? {
    guard let limit = monitor.timeLimitNanoseconds else { return nil }
    let left = limit - elapsedNanoseconds
    guard left > 0 else { throw refuseForTime(limitNanoseconds: limit) }
    return left
  }

  /// Has some work cancelled when the time is over, until ``endDeadline(_:)`` is given the number.
  @usableFromInline
  func beginDeadline(nanosecondsLeft left: Int64, cancel: @escaping @Sendable () -> Void) -> Int {
    monitor.deadlines.begin(nanosecondsLeft: left, cancel: cancel)
  }

  /// Ends what ``beginDeadline(nanosecondsLeft:cancel:)`` began; throws when the work was cancelled.
  @usableFromInline
  func endDeadline(_ number: Int) throws(RequestRefusal) {
    guard !monitor.deadlines.end(number), let limit = monitor.timeLimitNanoseconds else { return }
    throw refuseForTime(limitNanoseconds: limit)
  }

  private func refuseForTime(limitNanoseconds: Int64) -> RequestRefusal {
    refuse(
      .timeout,
      measured: Int(elapsedNanoseconds / 1_000_000),
      allowed: Int(limitNanoseconds / 1_000_000)
    )
  }

  private func refuse(
    _ limit: RequestRefusal.Limit,
    measured: Int,
    allowed: Int
  ) -> RequestRefusal {
    let refusal = RequestRefusal(limit: limit, measured: measured, allowed: allowed)
    note(refusal)
    return refusal
  }

  /// Notes a refusal once, with its error, however often it is thrown.
  package func note(_ refusal: RequestRefusal) {
    update { work in
      guard work.refusal == nil else { return }
      work.refusal = refusal
      work.errors.add(code: refusal.code, count: 1)
    }
  }
}
