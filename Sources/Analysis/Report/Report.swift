package import MetricLog

/// Everything that may be shown about a run, already computed, in base units.
///
/// Durations are nanoseconds, sizes bytes, times microseconds since 1970 in UTC. Renderers scale and
/// format; they compute nothing. Every list has a fixed order, so equal input gives equal reports.
package struct Report: Sendable {
  /// What was read, and what became of every line.
  package var input = InputReport()
  /// The day that the run was about, though nothing may have been read of it; `nil` when it was about
  /// whatever the logs hold.
  package var day: Day?
  /// The filters in force.
  package var selection = Selection()
  /// All selected requests together, ``operations`` and ``rest`` included.
  package var totals = Metrics()
  /// Selected requests a second over the report's period; `nil` when the period is empty.
  package var requestsPerSecond: Double?
  /// The services and environments that the selected requests belong to, in order.
  package var environments: [Environment] = []
  /// The figures of each release, in the order in which they first served a request.
  package var releases: [(release: String, metrics: Metrics)] = []
  /// The figures of each stretch of time, all operations together, in order of time.
  package var hours: [HourReport] = []
  /// Operations by the chosen order, at most the number asked for.
  package var operations: OperationReports = []
  /// The operations that are not listed, as one row; `nil` when all are listed.
  package var rest: RestReport?
  /// Operations whose names were too many to keep, estimated from a sample; empty when none were.
  package var folded: [FoldedOperation] = []
  package var deploys: [DeployReport] = []
  package var alerts: [AlertReport] = []
  /// What was over its threshold in the log, held against ``alerts``; `nil` when nothing was judged.
  package var logAlerts: LogAlerts?
  package var processes: [ProcessReport] = []
  /// Each level of each cache as all operations together used it, by name and level.
  package var caches: [CacheReport] = []
  package var cacheEvents: [CacheEventReport] = []
  /// What is wrong and what to do about it, the severest first, of equal ones the most expensive.
  package var findings: [Finding] = []
  /// What suppressions hid of the findings; `nil` when there were none.
  package var suppression: SuppressionReport?
  /// What became of the run's records in the history; `nil` when none is kept.
  package var history: HistoryReport?
  /// What changed since the days before; `nil` when there is nothing to compare with.
  package var comparison: Comparison?
  /// What the history's days do in the long run, rows that say something and the durations of operations;
  /// `nil` when no history is kept.
  package var trends: TrendReport?
  /// Doubts about the numbers above, in the order of their kinds.
  package var caveats: [Caveat] = []

  /// A service in an environment.
  package struct Environment: Sendable, Hashable {
    package var service: String
    package var env: String

    package init(service: String, env: String) { (self.service, self.env) = (service, env) }
  }

  package init() {}
}

/// What was read: `lines == accepted + rejected + blank`, per file and in all.
package struct InputReport: Sendable {
  /// Per input file, sorted by path.
  package var files: [FileAccount] = []
  /// The sums over all files.
  package var total = FileAccount(path: "")
  /// The first rejected lines of each reason that occurred, by reason, then path, then line.
  package var rejectedLines: [RejectedLine] = []
  /// Accepted records that had been counted already, by writer and number.
  package var duplicates: Int64 = 0
  /// Accepted records without `writer` and `seq`, which nothing protects from being counted twice.
  package var unidentified: Int64 = 0
  /// Records that writers say they dropped under back-pressure.
  package var droppedByWriters: Int64 = 0
  /// Gaps in the writers' numbering between the first and the last record read.
  package var missing: Int64 = 0
  /// Distinct writers seen.
  package var writers: Int64 = 0
  /// Request records that the selection left out.
  package var unselected: Int64 = 0
  /// Start of the first and of the last request selected; `nil` when there is none.
  package var firstMicroseconds: Int64?
  package var lastMicroseconds: Int64?
  /// Names that the format does not know, with how often they stood in accepted lines;
  /// `db.pool` is field `pool` of object `db`, `type=x` a record of type `x`.
  package var unknownNames: [(name: String, count: Int64)] = []

  package init() {}
}

/// A doubt about a number, carried with it to every output.
package struct Caveat: Equatable, Sendable {
  /// Stable name, such as `sampled`.
  package var code: String
  /// One sentence for people.
  package var text: String

  package init(code: String, text: String) {
    self.code = code
    self.text = text
  }
}

/// The requests that a report is about; an empty list admits everything.
package struct Selection: Equatable, Sendable {
  /// First microsecond included.
  package var sinceMicroseconds: Int64?
  /// First microsecond no longer included.
  package var untilMicroseconds: Int64?
  package var services: [String] = []
  package var envs: [String] = []
  package var releases: [String] = []
  package var operations: [String] = []

  package init() {}
}
