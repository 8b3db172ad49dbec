import Analysis
import MetricLog

/// A log of one service for the tests of alerts: a request a second unless it is told otherwise.
struct AlertLog {
  private(set) var records: [ModelRecord] = []
  private var seq: UInt64 = 0
  var timeMicroseconds = RandomLog.midnight

  mutating func add(_ content: ModelRecord.Content) {
    var record = ModelRecord()
    seq += 1
    record.seq = seq
    record.timeMicroseconds = timeMicroseconds
    record.content = content
    records.append(record)
    timeMicroseconds += 1_000_000
  }

  mutating func requests(
    _ count: Int,
    _ name: String = "Home",
    _ body: (Int, inout ModelRequest) -> Void = { _, _ in }
  ) {
    for index in 0..<count {
      var request = ModelRequest()
      request.name = name
      request.nanoseconds = 10_000_000
      request.traceLow = seq + 1
      body(index, &request)
      add(.request(request))
    }
  }

  mutating func pool(inUse: Int64, waiting: Int64) {
    var process = ModelProcess()
    process.pools = [.init(name: "primary", size: 10, inUse: inUse, waiting: waiting, errors: 0)]
    add(.process(process))
  }

  mutating func live(
    _ rule: AlertRule,
    _ operation: String,
    _ value: Double,
    unit: String? = nil,
    times: Int = 1
  ) {
    for _ in 0..<times {
      let alert = ModelAlert(
        rule: rule.rawValue,
        severity: "medium",
        operation: operation,
        unit: unit ?? rule.unit,
        value: value,
        threshold: 1,
        traceLow: 77
      )
      add(.alert(alert))
    }
  }

  /// What is above its threshold in the log.
  func alerts(
    _ thresholds: AlertThresholds = AlertThresholds(),
    selection: Selection = Selection()
  ) -> LogAlerts {
    var options = ReportOptions()
    options.alerts = thresholds
    options.selection = selection
    return Runs.report(records, selection: selection, options: options).logAlerts ?? LogAlerts()
  }

  /// A database part of one statement.
  static func database(
    _ count: Int64,
    distinct: Int64? = nil,
    waitMs: Int64 = 0
  ) -> ModelRequest.Database {
    .init(
      count: count,
      nanoseconds: count * 1000,
      wait: waitMs * 1_000_000,
      statements: [
        .init(
          fingerprint: "f",
          field: "Query.f",
          count: count,
          nanoseconds: count * 1000,
          distinct: distinct
        )
      ]
    )
  }
}
