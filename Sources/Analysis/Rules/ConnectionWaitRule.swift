internal import MetricLog
internal import Statistics

/// Requests that wait for a database connection.
struct ConnectionWaitRule: Rule {
  static let id = "connection_wait"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Waiting for a connection",
      meaning: [
        "A notable part of a service's time is spent waiting for a free database connection. Waits of "
          + "one request that overlap are counted no longer than the request itself took."
      ],
      thresholds: [
        Threshold("min_share_of_time", 0.1, "share", "Part of the service's time."),
        Threshold("min_ms", 5, "ms", "Wait a request on average."),
      ],
      examples: [
        .fires("half of each request waits") { log in
          log.requests("Home", 60) { _, request in
            request.ms = 60
            request.waitMs = 30
            request.statement("home", "Query.home", 1, ms: 10)
          }
        },
        .silent("nobody waits") { log in
          log.requests("Home", 60) { _, request in
            request.ms = 60
            request.waitMs = 0.1
            request.statement("home", "Query.home", 1, ms: 10)
          }
        },
      ]
    )
  }

  /// A service in an environment with its waits.
  private struct Scope {
    var wait = 0.0
    var nanoseconds = 0.0
    var requests: Int64 = 0
    var worst: OperationEvidence?
    var worstWait = 0.0
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    var scopes: [ScopeKey: Scope] = [:]
    for operation in input.operations {
      let key = ScopeKey(service: operation.key.service, env: operation.key.env)
      let wait = Double(TimeDecomposition(operation).wait)
      var scope = scopes[key] ?? Scope()
      scope.wait += wait
      scope.nanoseconds += operation.nanoseconds
      scope.requests = scope.requests.addingClamped(operation.tally.database.statements.recorded)
      if wait > scope.worstWait { (scope.worstWait, scope.worst) = (wait, operation) }
      scopes[key] = scope
    }
    return scopes.compactMap { key, scope in
      guard scope.requests > 0, let worst = scope.worst,
        scope.wait >= limits["min_share_of_time"] * scope.nanoseconds,
        scope.wait >= limits["min_ms"] * 1e6 * Double(scope.requests)
      else { return nil }
      return finding(key, scope, worst, input, limits)
    }
  }

  @inline(never)
  private func finding(
    _ key: ScopeKey,
    _ scope: Scope,
    _ worst: OperationEvidence,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding {
    let share = scope.wait / scope.nanoseconds
    var finding = input.finding(page, key.service, key.env)
    finding.confidence = .probable
    finding.costNanoseconds = scope.wait
    finding.title = "\(share: share) of the time is spent waiting for a connection"
    finding.explanation = """
      \(nanoseconds: scope.wait / Double(scope.requests)) a request with statements; most of it in \
      \(input.name(worst)), \(share: scope.worstWait / scope.wait).
      """
    finding.recommendation = """
      Run fewer and shorter statements first (the other findings name them): waiting ends with them. \
      Then see whether the database can serve a larger pool.
      """
    finding.evidence = [
      Measurement("wait_share", share, .share), Measurement("wait", scope.wait, .nanoseconds),
      Measurement("requests", count: scope.requests),
    ]
    finding.examples = input.examples(
      worst.requests.sorted { ($1.waitNanoseconds, $0.hash) < ($0.waitNanoseconds, $1.hash) }
    )
    finding.caveats = [
      "It is a consequence of load and of slow statements: what other findings save, it saves as well."
    ]
    finding.calculation = [
      """
      Waits of each sampled request, together with its statements cut to its duration, scaled to all: \
      \(nanoseconds: scope.wait) of \(nanoseconds: scope.nanoseconds).
      """
    ]
    return finding
  }
}
