package import MetricLog

/// What is wrong, how sure that is, what it costs and what to do about it.
package struct Finding: Sendable {
  /// Rule and hash of what it is about: the same from night to night, whatever the counts.
  package var id = ""
  /// The rule's identifier.
  package var rule = ""
  package var severity = Severity.low
  package var confidence = Confidence.possible
  /// Empty when the finding is about more than one service.
  package var service = ""
  package var env = ""
  /// The operation; `nil` when the finding is not about one.
  package var operation: Operation?
  package var subject = FindingSubject()
  package var title = Prose()
  /// What was seen, in a sentence or two.
  package var explanation = Prose()
  package var evidence: [Measurement] = []
  /// Requests that show it, the most telling first.
  package var examples: [RequestExample] = []
  package var recommendation = Prose()
  package var saving: Saving?
  /// Time that is spent because of it in the period of the report, in nanoseconds.
  ///
  /// Findings of one severity are ranked by it. 0 when it costs something other than time.
  package var costNanoseconds = 0.0
  package var caveats: [Prose] = []
  /// Formula, inputs, windows and counts, for `nightjar explain`.
  package var calculation: [Prose] = []

  /// The operation that a finding is about.
  package struct Operation: Sendable, Equatable, Hashable {
    /// Empty when it is anonymous.
    package var name: String
    package var kind: OperationKind

    package init(name: String, kind: OperationKind) {
      self.name = name
      self.kind = kind
    }
  }

  package init() {}
}

/// The thing within an operation or environment that a finding is about; parts of no meaning are empty.
package struct FindingSubject: Sendable, Equatable {
  package var field = ""
  /// The statement's fingerprint.
  package var statement = ""
  /// The statement's text without literals; not part of the identity.
  package var statementText = ""
  package var cache = ""
  package var level: Int64?
  package var errorCode = ""
  /// A limit: `complexity`, `depth`, `timeout`.
  package var limit = ""
  package var host = ""
  package var pool = ""
  /// The first release that shows it; not part of the identity.
  package var release = ""

  package init() {}

  /// What tells one subject from another.
  var identity: [String] {
    [field, statement, cache, level.map { String($0) } ?? "", errorCode, limit, host, pool]
  }
}

/// What following the recommendation is predicted to save.
package struct Saving: Sendable, Equatable {
  /// Over the period of the report.
  package var nanoseconds: Double
  /// At the rate of the period, in 24 hours.
  package var nanosecondsPerDay = 0.0
  /// Part of the environment's whole time, in 0...1.
  package var shareOfTime = 0.0
  /// The operation's p95 now and with the saving, recomputed from sampled requests; `nil` where the
  /// saving cannot be told for single requests.
  package var p95Before: Double?
  package var p95After: Double?
  /// How it was computed.
  package var method: Prose

  package init(nanoseconds: Double, method: Prose) {
    self.nanoseconds = nanoseconds
    self.method = method
  }
}
