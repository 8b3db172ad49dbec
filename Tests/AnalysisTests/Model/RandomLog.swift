import MetricLog
import TestSupport

/// Records that are the same in every run: several services, releases, hosts and writers, numbered
/// without gaps, with everything that a record may have and may lack.
struct RandomLog {
  /// 2026-11-22T00:00:00Z.
  static let midnight: Int64 = 1_795_305_600_000_000
  static let hour: Int64 = 3_600_000_000

  var random: SeededGenerator
  var services = ["shop", "search"]
  var envs = ["production", "staging", ""]
  var releases = ["1.0", "1.1", "2.0-rc"]
  var hosts = ["web-1", "web-2", "web-3"]
  var writers = ["a7", "b8", "c9", "d1"]
  var operations = ["", "Cart", "CartPage", "Checkout", "Search", "Login", "Ärger 🙂"]
  var statements = 12
  var hours = 5
  /// The chance that a record has no number.
  var unnumbered = 0.05
  /// The chance that a request stands for several.
  var weighted = 0.1
  private var numbers: [ModelSource: UInt64] = [:]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// So many records, each at any time of the night.
  mutating func records(_ count: Int) -> [ModelRecord] { (0..<count).map { _ in record() } }

  mutating func record() -> ModelRecord {
    var record = ModelRecord()
    record.source = source()
    record.timeMicroseconds =
      Self.midnight + Int64(random.below(hours * 3_600_000)) * 1000 + Int64(random.below(1000))
    if random.happens(unnumbered) {
      record.source.writer = ""
    } else {
      numbers[record.source, default: 0] += 1
      record.seq = numbers[record.source] ?? 0
    }
    record.content = random.happens(0.75) ? .request(request()) : otherContent()
    return record
  }

  private mutating func source() -> ModelSource {
    ModelSource(
      service: random.pick(services),
      env: random.pick(envs),
      host: random.pick(hosts),
      release: random.pick(releases),
      writer: random.pick(writers)
    )
  }

  private mutating func optional(_ value: Int64) -> Int64? { random.happens(0.7) ? value : nil }

  private mutating func count(_ bound: Int) -> Int64 { Int64(random.below(bound)) }

  mutating func request() -> ModelRequest {
    var request = ModelRequest()
    request.name = random.pick(operations)
    request.kind = random.pick(OperationKind.allCases)
    request.signature = random.happens(0.2) ? "" : "sig-\(random.below(3))"
    request.nanoseconds = random.happens(0.03) ? 0 : count(1 << (10 + random.below(30)))
    request.traceLow = random.happens(0.5) ? random.next() : 0
    request.status = random.pick([0, 200, 200, 200, 404, 500, 503])
    request.errors = random.happens(0.1) ? 1 + count(3) : 0
    request.errorCodes = (0..<Int(request.errors)).map { _ in "CODE_\(random.below(4))" }
    request.weight = random.happens(weighted) ? 1 + count(1000) : 1
    if random.happens(0.6) {
      request.client = .init(name: random.pick(["web", "ios", ""]), version: "\(random.below(3))")
    }
    if random.happens(0.05) { request.refused = random.pick(Refusal.allCases) }
    request.complexity = optional(count(500))
    request.depth = optional(count(12))
    request.memoryDelta = optional(count(2_000_000) - 500_000)
    request.resident = optional(count(1 << 30))
    request.requestBytes = optional(count(5000))
    request.responseBytes = optional(count(1 << 20))
    addWork(to: &request)
    return request
  }

  private mutating func addWork(to request: inout ModelRequest) {
    if random.happens(0.7) {
      // One entry for each statement and field, as the format asks for.
      let fields = ["Query.cart", "Cart.items", ""].shuffled(using: &random)
      let rows = fields.prefix(random.below(4)).map { field in
        ModelRequest.Statement(
          fingerprint: "fp-\(random.below(statements))",
          field: field,
          count: 1 + count(40),
          nanoseconds: count(1 << 24),
          distinct: optional(1 + count(40))
        )
      }
      request.database = .init(
        count: rows.reduce(count(3)) { $0 + $1.count },
        nanoseconds: rows.reduce(0) { $0 + $1.nanoseconds },
        wait: count(1 << 20),
        statements: rows
      )
    }
    let caches = ["items", "users"].shuffled(using: &random)
    request.caches = caches.prefix(random.below(3)).map { name in
      ModelRequest.Cache(
        name: name,
        level: 1 + count(2),
        hits: count(20),
        misses: count(5),
        writes: count(5),
        evictions: count(2)
      )
    }
    let names = ["Query.cart", "Cart.items", "Item.price"].shuffled(using: &random)
    request.fields = names.prefix(random.below(3)).map { name in
      ModelRequest.Field(
        field: name,
        calls: 1 + count(30),
        nanoseconds: count(1 << 22),
        items: optional(count(100))
      )
    }
  }

  private mutating func otherContent() -> ModelRecord.Content {
    switch random.below(9) {
    case 0:
      .operation(
        signature: "sig-\(random.below(3))",
        name: random.pick(operations),
        kind: random.pick(OperationKind.allCases),
        document: "{ doc\(random.below(3)) }"
      )
    case 1: .statement(fingerprint: "fp-\(random.below(12))", text: "select \(random.below(2))")
    case 2, 3: .process(process())
    case 4:
      .cache(
        name: random.pick(["items", "users"]),
        level: 1 + count(2),
        event: random.pick(["flush", "evict"]),
        keys: count(50),
        reason: random.pick(["", "ttl"])
      )
    case 5: .deploy(note: random.pick(["", "hotfix"]))
    case 6: .alert(alert())
    case 7: .writer(dropped: count(4))
    default: .unknown
    }
  }

  private mutating func process() -> ModelProcess {
    var process = ModelProcess()
    (process.resident, process.cpu) = (optional(count(1 << 30)), optional(count(100_000)))
    process.inFlight = optional(count(40))
    process.pools = (0..<random.below(3)).map { index in
      ModelProcess.Pool(
        name: "pool-\(index)",
        size: 10,
        inUse: count(12),
        waiting: count(3) - 1,
        errors: count(3) - 1
      )
    }
    return process
  }

  private mutating func alert() -> ModelAlert {
    ModelAlert(
      rule: random.pick(["slow", "errors"]),
      severity: random.pick(["high", "low"]),
      operation: random.pick(operations),
      unit: "ms",
      value: Double(random.below(20)),
      threshold: Double(random.below(3)),
      traceLow: random.next()
    )
  }
}
