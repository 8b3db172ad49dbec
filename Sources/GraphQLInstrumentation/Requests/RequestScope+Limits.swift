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
    if let limit = limits.time?.wholeNanoseconds, elapsedNanoseconds > limit {
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
  public func withTimeLimit<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    guard let limit = monitor.configuration.limits.time?.wholeNanoseconds else {
      return try await body()
    }
    let left = limit - elapsedNanoseconds
    guard left > 0 else { throw refuseForTime(limitNanoseconds: limit) }
    let execution = Task(operation: body)
    let deadline = monitor.deadlines.begin(nanosecondsLeft: left) { execution.cancel() }
    let result = await withTaskCancellationHandler {
      await execution.result
    } onCancel: {
      execution.cancel()
    }
    guard monitor.deadlines.end(deadline) else { throw refuseForTime(limitNanoseconds: limit) }
    return try result.get()
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
