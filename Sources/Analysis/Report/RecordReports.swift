package import MetricLog

/// An operation that was folded into `(other)`, its share estimated from a weighted sample.
package struct FoldedOperation: Sendable {
  package var service = ""
  package var env = ""
  package var name = ""
  package var kind = OperationKind.unknown
  /// Sampled requests behind the estimate.
  package var sampled = 0
  /// Estimated part of the total duration of everything read, in 0...1.
  package var shareOfTime = 0.0

  package init() {}
}

/// A deploy that a server announced.
package struct DeployReport: Sendable, Equatable {
  package var timeMicroseconds: Int64 = 0
  package var service = ""
  package var env = ""
  package var host = ""
  package var release = ""
  package var note = ""

  package init() {}
}

/// Alerts of one rule and operation that servers raised live.
package struct AlertReport: Sendable {
  package var service = ""
  package var env = ""
  package var rule = ""
  package var severity = ""
  package var operation = ""
  package var unit = ""
  package var count: Int64 = 0
  package var firstMicroseconds: Int64 = 0
  package var lastMicroseconds: Int64 = 0
  /// The largest value, its threshold and its trace.
  package var maxValue = 0.0
  package var threshold = 0.0
  package var traceID = ""

  package init() {}
}

/// The samples of one host's processes.
package struct ProcessReport: Sendable {
  package var service = ""
  package var env = ""
  package var host = ""
  package var release = ""
  package var samples: Int64 = 0
  package var residentBytes = CountSummary()
  /// In thousandths of a per cent of one core.
  package var cpuMilliPercent = CountSummary()
  package var inFlight = CountSummary()
  package var pools: [PoolReport] = []
  /// The same by stretch of time, in order.
  package var hours: [ProcessHour] = []

  package init() {}
}

/// The samples of one host's processes in one stretch of time, as long as those of ``Report/hours``.
package struct ProcessHour: Sendable, Equatable {
  package var startMicroseconds: Int64 = 0
  package var samples: Int64 = 0
  package var residentBytes = CountSummary()
  package var inFlight = CountSummary()

  package init() {}
}

/// The samples of one connection pool in one stretch of time.
package struct PoolHour: Sendable, Equatable {
  package var startMicroseconds: Int64 = 0
  package var samples: Int64 = 0
  package var inUse = CountSummary()
  package var waiting = CountSummary()
  /// Samples in which every connection was in use.
  package var exhausted: Int64 = 0

  package init() {}
}

/// The samples of one connection pool.
package struct PoolReport: Sendable {
  package var name = ""
  package var samples: Int64 = 0
  package var size: Int64 = 0
  package var inUse = CountSummary()
  package var waiting = CountSummary()
  /// Samples in which every connection was in use.
  package var exhausted: Int64 = 0
  package var errors = CountSummary()
  /// The same by stretch of time, in order.
  package var hours: [PoolHour] = []

  package init() {}
}

/// Cache events of one kind and reason.
package struct CacheEventReport: Sendable {
  package var service = ""
  package var env = ""
  package var name = ""
  package var level: Int64 = 0
  package var event = ""
  package var reason = ""
  package var events: Int64 = 0
  package var keys: Int64 = 0

  package init() {}
}

/// How long a run took: the one thing in a report that is not a function of the input.
package struct RunMeasurement: Sendable, Equatable {
  package var wallSeconds: Double
  package var threads: Int

  package init(wallSeconds: Double, threads: Int) {
    self.wallSeconds = wallSeconds
    self.threads = threads
  }
}
