package import MetricLog

/// One operation's row and everything below it.
package struct OperationReport: Sendable {
  /// 1 for the first of the chosen order, over all operations, listed or not.
  package var rank = 0
  package var service = ""
  package var env = ""
  /// The name as sent; empty when the operation is anonymous.
  package var name = ""
  package var kind = OperationKind.unknown
  /// Whether the row stands for the operations whose names were too many to keep.
  package var isOther = false
  /// Part of the total duration of all selected requests, in 0...1.
  package var shareOfTime = 0.0
  /// Requests a second over the report's period; `nil` when the period is empty.
  package var requestsPerSecond: Double?
  package var metrics = Metrics()
  /// Requests per signature of the operation's text, the most frequent first.
  package var signatures: [(signature: String, requests: Int64)] = []
  /// Requests per error code, the most frequent first; a request with two codes counts in both.
  package var errorCodes: [(code: String, requests: Int64)] = []
  /// Requests per limit that stopped them.
  package var refusals: [(limit: String, requests: Int64)] = []
  package var statements: [StatementReport] = []
  package var caches: [CacheReport] = []
  package var fields: [FieldReport] = []
  package var releases: [(release: String, metrics: Metrics)] = []
  package var hosts: [SliceReport] = []
  package var clients: [SliceReport] = []
  package var hours: [HourReport] = []
  /// Statements a request: distribution over the requests that recorded them.
  package var statementsPerRequest: Distribution?
  /// Growth of memory a request, in bytes: distribution over the requests that grew or kept it.
  package var memoryPerRequest: Distribution?
  /// Size of the response, in bytes.
  package var responseBytesPerRequest: Distribution?
  /// Duration counts between powers of two, for drawing.
  package var histogram: [HistogramBar] = []
  /// Where its time goes; `nil` when no request was sampled, as for folded operations.
  package var time: TimeDecomposition?
  /// What its slow requests have in common, the most telling first.
  package var slowInCommon: [CommonValue] = []
  /// The slowest requests, the slowest first; at most four.
  package var slowest: [RequestExample] = []

  package init() {}
}

/// The operations that are not listed, together.
package struct RestReport: Sendable {
  /// How many operations the row stands for.
  package var operations = 0
  package var shareOfTime = 0.0
  package var requestsPerSecond: Double?
  package var metrics = Metrics()
  package var histogram: [HistogramBar] = []

  package init() {}
}

/// Quantiles of a count or size; exact below 49 requests, else within 0.55 %.
package struct Distribution: Sendable, Equatable {
  package var min: Int64 = 0
  package var p50: Int64 = 0
  package var p95: Int64 = 0
  package var p99: Int64 = 0
  package var max: Int64 = 0

  package init() {}
}

/// Requests with a duration in `lowerNanoseconds ..< 2 * lowerNanoseconds`, to within a bucket.
package struct HistogramBar: Sendable, Equatable {
  package var lowerNanoseconds: Int64
  package var requests: Int64

  package init(lowerNanoseconds: Int64, requests: Int64) {
    self.lowerNanoseconds = lowerNanoseconds
    self.requests = requests
  }
}

/// A database statement as one field of one operation issued it.
package struct StatementReport: Sendable {
  package var fingerprint = ""
  /// The field that issued it; empty when the log does not say.
  package var field = ""
  /// The statement's text without literals; empty when the log does not explain it.
  package var text = ""
  /// Requests that issued it.
  package var requests: Int64 = 0
  package var count: Int64 = 0
  /// The most that one request issued.
  package var maxPerRequest: Int64 = 0
  package var nanoseconds: Int64 = 0
  /// Different parameter sets, summed over requests; `nil` when not recorded.
  package var distinct: Int64?
  package var isOther = false

  package init() {}
}

/// A cache level as one operation used it.
package struct CacheReport: Sendable {
  package var name = ""
  package var level: Int64 = 0
  package var requests: Int64 = 0
  package var counts = CacheCounts()
  package var isOther = false

  package init() {}
}

/// A field with a resolver.
package struct FieldReport: Sendable {
  package var field = ""
  package var requests: Int64 = 0
  package var calls: Int64 = 0
  package var nanoseconds: Int64 = 0
  /// List items returned; `nil` when the field returned no list.
  package var items: Int64?
  package var isOther = false

  package init() {}
}

/// The requests of one host, or of one client and version.
package struct SliceReport: Sendable {
  package var name = ""
  /// The client's version; empty for hosts.
  package var version = ""
  package var requests: Int64 = 0
  package var requestsWithErrors: Int64 = 0
  package var nanoseconds: Int64 = 0
  package var isOther = false

  package init() {}
}

/// The requests that started in one stretch of time.
package struct HourReport: Sendable {
  package var startMicroseconds: Int64 = 0
  /// An hour, or more when the log spans too many hours to keep them apart.
  package var lengthMicroseconds: Int64 = 0
  package var metrics = Metrics()
  /// Duration counts between powers of two, for drawing; only of all operations together.
  package var histogram: [HistogramBar] = []

  package init() {}
}

/// One request, to be found again in the log or in a tracing system.
package struct RequestExample: Sendable, Equatable {
  package var timeMicroseconds: Int64 = 0
  package var nanoseconds: Int64 = 0
  /// 32 hex digits, or empty.
  package var traceID = ""
  package var writer = ""
  package var seq: UInt64 = 0
  /// The file that it stands in and its line, from 1; empty and `nil` unless somebody looked it up.
  package var file = ""
  package var line: Int64?

  package init() {}
}
