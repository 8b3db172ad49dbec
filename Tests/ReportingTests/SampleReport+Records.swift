import Analysis
import MetricLog

/// What was read, and the records beside requests.
extension SampleReport {
  static var input: InputReport {
    var input = InputReport()
    var first = account("logs/web-01.jsonl.gz", requests: 600_454, rejected: [.invalidJSON: 20])
    first.accepted[Int(RecordType.deploy.rawValue)] = 1
    first.lines += 1
    var second = account("logs/web-03.jsonl.gz", requests: 600_466, rejected: [.cutLine: 1])
    second.unknownRecords = 2
    second.blank = 3
    second.lines += 5
    second.problems = [
      ReadProblem(kind: .truncatedGzip, storedOffset: 41_223_344, detail: "unexpected end of file")
    ]
    input.files = [first, second]
    input.total = sum(input.files)
    input.rejectedLines = rejectedLines
    input.duplicates = 12
    input.missing = 118
    input.droppedByWriters = 7
    input.writers = 4
    input.unselected = 0
    input.firstMicroseconds = midnight + 1_002_345
    input.lastMicroseconds = midnight + 86_399_876_543
    input.unknownNames = [("db.pool", 12), ("type=heartbeat", 2)]
    return input
  }

  static var rejectedLines: [RejectedLine] {
    [
      RejectedLine(
        reason: .invalidJSON,
        path: "logs/web-01.jsonl.gz",
        line: 1_204,
        offset: 901_332,
        column: 94,
        field: "",
        excerpt: Array(
          #"{"v":1,"type":"request","time":"2026-11-21T00:12:44.123456Z","service":"#.utf8
        )
          + [0xff, 0xfe] + Array(#""shop"}"#.utf8)
      ),
      RejectedLine(
        reason: .invalidJSON,
        path: "logs/web-01.jsonl.gz",
        line: 88_001,
        offset: 70_100_900,
        column: 0,
        field: "",
        excerpt: Array("Segmentation fault (core dumped)".utf8)
      ),
      RejectedLine(
        reason: .cutLine,
        path: "logs/web-03.jsonl.gz",
        line: 600_475,
        offset: 512_000_001,
        column: 61,
        field: "duration_ms",
        excerpt: Array(#"{"v":1,"type":"request","time":"2026-11-21T23:59:59.9","durat"#.utf8)
      ),
    ]
  }

  static func account(
    _ path: String,
    requests: Int64,
    rejected: [RejectionReason: Int64]
  ) -> FileAccount {
    var account = FileAccount(path: path)
    account.storedBytes = requests * 68 + 11
    account.textBytes = requests * 853 + 7
    account.accepted[Int(RecordType.request.rawValue)] = requests
    account.accepted[Int(RecordType.process.rawValue)] = 1_440
    account.accepted[Int(RecordType.operation.rawValue)] = 134
    for (reason, count) in rejected { account.rejected[Int(reason.rawValue)] = count }
    account.lines = account.acceptedLines + account.rejectedLines
    return account
  }

  static func sum(_ files: [FileAccount]) -> FileAccount {
    var total = FileAccount(path: "")
    for file in files {
      total.storedBytes += file.storedBytes
      total.textBytes += file.textBytes
      total.lines += file.lines
      total.blank += file.blank
      total.unknownRecords += file.unknownRecords
      for index in file.accepted.indices { total.accepted[index] += file.accepted[index] }
      for index in file.rejected.indices { total.rejected[index] += file.rejected[index] }
    }
    return total
  }

  static func addRecords(to report: inout Report) {
    var deploy = DeployReport()
    deploy.timeMicroseconds = midnight + 52_200_000_000
    (deploy.service, deploy.env) = ("shop", "production")
    (deploy.host, deploy.release, deploy.note) = ("web-03", "2026.11.2", "rolling")
    report.deploys = [deploy]
    report.alerts = [alert]
    report.processes = [process("web-01"), process("web-03")]
    var event = CacheEventReport()
    (event.service, event.env, event.name) = ("shop", "production", "product")
    (event.event, event.reason) = ("invalidate", "ProductUpdate")
    (event.level, event.events, event.keys) = (1, 812, 9_744)
    report.cacheEvents = [event]
    var folded = FoldedOperation()
    (folded.service, folded.env, folded.name) = ("shop", "production", "Q_8f2a91")
    (folded.kind, folded.sampled, folded.shareOfTime) = (.query, 31, 0.0121)
    report.folded = [folded]
  }

  private static var alert: AlertReport {
    var alert = AlertReport()
    (alert.service, alert.env, alert.rule) = ("shop", "production", "slow_query")
    (alert.severity, alert.operation, alert.unit) = ("high", "ProductListWithReviews", "ms")
    alert.count = 31
    alert.firstMicroseconds = midnight + 52_300_000_000
    alert.lastMicroseconds = midnight + 80_000_000_000
    (alert.maxValue, alert.threshold) = (5201.333, 1000)
    alert.traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
    return alert
  }

  private static func process(_ host: String) -> ProcessReport {
    var process = ProcessReport()
    (process.service, process.env, process.host) = ("shop", "production", host)
    process.release = "2026.11.2"
    process.samples = 1_440
    process.residentBytes = summary(1_440, mean: 401_326_592, max: 812_646_400)
    process.cpuMilliPercent = summary(1_440, mean: 41_500, max: 187_250)
    process.inFlight = summary(1_440, mean: 7, max: 64)
    var pool = PoolReport()
    pool.name = "primary"
    pool.samples = 1_440
    pool.size = 10
    pool.inUse = summary(1_440, mean: 7, max: 10)
    pool.waiting = summary(1_440, mean: 1, max: 22)
    pool.exhausted = host == "web-03" ? 61 : 0
    process.pools = [pool]
    return process
  }
}
