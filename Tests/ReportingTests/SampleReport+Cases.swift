import Analysis
import MetricLog

/// Reports that show one thing each.
extension SampleReport {
  /// Two files, one empty and one that is not there: nothing to report but that.
  static var empty: Report {
    var report = Report()
    var missing = FileAccount(path: "logs/gone.jsonl.gz")
    missing.problems = [
      ReadProblem(kind: .unreadable, storedOffset: 0, detail: "No such file or directory")
    ]
    report.input.files = [FileAccount(path: "logs/empty.jsonl"), missing]
    report.selection.services = ["shop"]
    report.selection.sinceMicroseconds = midnight
    return report
  }

  /// Names that try to take over a terminal, to hide, or to pass for something else.
  static let hostileNames = [
    "\u{1b}[2J\u{1b}[31mred", "user\u{202e}gnp.exe", "zero\u{200b}width\u{feff}", "a\r\nb\tc\u{7}",
    "(rest)", "(anonymous)", " padded ", "c1\u{9b}31m", "z\u{351}\u{352}\u{353}\u{354}\u{355}algo",
    "line\u{2028}sep", "商品リストとレビューを取得する", "👩‍👩‍👧‍👦 family", "tag\u{e0041}", "\u{301}leading",
    "]0;title\u{7}", String(repeating: "VeryLongOperationName", count: 12), "<script>&\"'`|*_",
    "soft\u{ad}hyphen", "nbsp\u{a0}\u{3000}wide", "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
    "=cmd|'/C calc'!A1",
  ]

  /// An operation for each hostile name, which stands wherever a name can stand.
  static var hostile: Report {
    var report = Report()
    let operations = hostileNames.enumerated().map { index, name in
      var operation = OperationReport()
      operation.rank = index + 1
      operation.name = name
      operation.service = index % 2 == 0 ? "shop" : name
      operation.shareOfTime = 1 / Double(hostileNames.count)
      operation.metrics = metrics(requests: 10, p50: 1_000_000, tail: 9_000_000)
      operation.errorCodes = [(name, 3)]
      return operation
    }
    report.operations = OperationReports(operations)
    report.totals = metrics(
      requests: Int64(10 * hostileNames.count),
      p50: 1_000_000,
      tail: 9_000_000
    )
    report.input.total = account("", requests: report.totals.requests, rejected: [.invalidUTF8: 1])
    report.input.firstMicroseconds = midnight
    report.input.lastMicroseconds = midnight + 59_000_000
    addHostileRecords(to: &report)
    return report
  }

  private static func addHostileRecords(to report: inout Report) {
    report.input.unknownNames = hostileNames.map { ($0, 1) }
    report.input.files = hostileNames.prefix(3).map { name in
      var file = FileAccount(path: "logs/" + name)
      file.problems = [ReadProblem(kind: .corruptGzip, storedOffset: 3, detail: name)]
      return file
    }
    report.input.rejectedLines = [
      RejectedLine(
        reason: .invalidUTF8,
        path: "logs/" + hostileNames[0],
        line: 7,
        offset: 99,
        column: 3,
        field: hostileNames[1],
        excerpt: [0x1b, 0x5b, 0x32, 0x4a, 0xc3, 0x28, 0xe2, 0x80, 0xae]
      )
    ]
    report.selection.operations = hostileNames
    report.logAlerts = logAlerts(naming: hostileNames)
    report.suppression = suppression(naming: hostileNames)
    for name in hostileNames.prefix(4) {
      var deploy = DeployReport()
      deploy.timeMicroseconds = midnight
      (deploy.service, deploy.env, deploy.host) = (name, name, name)
      (deploy.release, deploy.note) = (name, name)
      report.deploys.append(deploy)
      var alert = AlertReport()
      (alert.rule, alert.severity, alert.operation, alert.unit) = (name, name, name, name)
      (alert.maxValue, alert.threshold) = (.nan, .infinity)
      report.alerts.append(alert)
      report.findings.append(finding(naming: name))
      report.caveats.append(Caveat(code: "hostile", text: "A caveat about \(name)."))
    }
  }

  /// Several services and environments, folded names and a sampled log.
  static var services: Report {
    var report = normal
    report.input = InputReport()
    report.input.total = account("", requests: 120_000, rejected: [:])
    report.input.files = [account("-", requests: 120_000, rejected: [:])]
    report.input.unselected = 12
    report.input.firstMicroseconds = midnight
    report.input.lastMicroseconds = midnight + 43_199_900_000
    report.input.unidentified = 120_000
    report.logAlerts = logAlerts(
      naming: ["HomePage", "Search", "Basket", "OrderHistory", "Product", "Rest", "primary"]
    )
    report.operations[1].service = "payments"
    report.operations[2].env = "staging"
    report.operations[4].isOther = true
    report.operations[4].kind = .unknown
    report.totals.lines = 120_000
    report.selection.untilMicroseconds = midnight + 43_200_000_000
    return report
  }
}
