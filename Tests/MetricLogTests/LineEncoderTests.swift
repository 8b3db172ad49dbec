import Foundation
import MetricLog
import Testing

@Suite("The line encoder")
struct LineEncoderTests {
  private let source = RecordSource(
    service: "shop",
    env: "production",
    host: "web-03",
    release: "2026.11.2",
    writer: "k3v9t2"
  )
  /// Microseconds of 2026-11-22T03:14:15.926535Z.
  private let time: Int64 = 1_795_317_255_926_535

  private func line(_ write: (inout LineEncoder, inout [UInt8]) -> Void) -> String {
    var encoder = LineEncoder(source: source)
    var bytes: [UInt8] = []
    write(&encoder, &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func head(_ type: String, seq: Int) -> [String: Any] {
    [
      "v": 1, "type": type, "time": "2026-11-22T03:14:15.926535Z", "service": "shop",
      "env": "production", "host": "web-03", "release": "2026.11.2", "writer": "k3v9t2",
      "seq": seq,
    ]
  }

  private func expect(
    _ line: String,
    is head: [String: Any],
    and fields: [String: Any],
    location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(line.hasSuffix("}\n"), sourceLocation: location)
    #expect(line.dropLast().contains("\n") == false, sourceLocation: location)
    let parsed = try JSONSerialization.jsonObject(with: Data(line.utf8))
    let expected = head.merging(fields) { _, new in new }
    #expect(JSONValue(parsed) == JSONValue(expected), sourceLocation: location)
  }

  private var fullRequest: RequestRecord {
    var record = RequestRecord(
      timeMicroseconds: time,
      operation: .init(
        name: "ProductList",
        kind: .query,
        signature: 0x9f86_d081_884c_7d65,
        complexity: 42,
        depth: 5
      ),
      durationNanoseconds: 123_456_000,
      errorCount: 2
    )
    record.traceID = TraceID(high: 0x4bf9_2f35_77b3_4da6, low: 0xa3ce_929d_0e0e_4736)
    record.client = .init(name: "ios", version: "8.2.0")
    record.status = 200
    record.errorCodes = ["NOT_FOUND", "BAD \"INPUT\""]
    record.database = .init(
      count: 21,
      timeNanoseconds: 80_100_000,
      waitNanoseconds: 400_000,
      statements: [
        .init(
          fingerprint: 0xa1b2_c3d4_e5f6_0718,
          field: "Product.reviews",
          count: 20,
          timeNanoseconds: 70_000_000,
          distinct: 20
        ),
        .init(fingerprint: 0x0f1e, field: nil, count: 1),
      ]
    )
    record.caches = [
      .init(name: "product", level: 1, hits: 3, misses: 1),
      .init(name: "page", level: 2, hits: 0, misses: 2, writes: 2, evictions: 1),
    ]
    record.memory = .init(deltaBytes: -524_288, residentBytes: 201_326_592)
    record.requestBytes = 812
    record.responseBytes = 20_480
    record.fields = [
      .init(field: "Query.products", calls: 1, timeNanoseconds: 12_100_000, items: 20),
      .init(field: "Product.reviews", calls: 20),
    ]
    record.refused = .timeout
    record.weight = 10
    return record
  }

  @Test("writes the fields of a full request in the order of the format")
  func fullRequestText() {
    let text = line { $0.append(fullRequest, seq: 18_231, to: &$1) }
    #expect(
      text == #"{"v":1,"type":"request","time":"2026-11-22T03:14:15.926535Z","service":"shop","#
        + #""env":"production","host":"web-03","release":"2026.11.2","writer":"k3v9t2","#
        + #""seq":18231,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","#
        + #""client":{"name":"ios","version":"8.2.0"},"#
        + #""operation":{"name":"ProductList","kind":"query","signature":"9f86d081884c7d65","#
        + #""complexity":42,"depth":5},"duration_ms":123.456,"status":200,"errors":2,"#
        + #""error_codes":["NOT_FOUND","BAD \"INPUT\""],"#
        + #""db":{"count":21,"time_ms":80.1,"wait_ms":0.4,"statements":["#
        + #"{"fingerprint":"a1b2c3d4e5f60718","field":"Product.reviews","count":20,"#
        + #""time_ms":70,"distinct":20},{"fingerprint":"0000000000000f1e","count":1}]},"#
        + #""cache":[{"name":"product","level":1,"hits":3,"misses":1},"#
        + #"{"name":"page","level":2,"hits":0,"misses":2,"writes":2,"evictions":1}],"#
        + #""memory":{"delta_bytes":-524288,"resident_bytes":201326592},"#
        + #""request_bytes":812,"response_bytes":20480,"#
        + #""fields":[{"field":"Query.products","calls":1,"time_ms":12.1,"items":20},"#
        + #"{"field":"Product.reviews","calls":20}],"refused":"timeout","weight":10}"# + "\n"
    )
  }

  @Test("leaves out what a request did not measure")
  func bareRequest() throws {
    let bare = RequestRecord(
      timeMicroseconds: time,
      operation: .init(name: nil, kind: .unknown),
      durationNanoseconds: 1
    )
    try expect(
      line { $0.append(bare, seq: 1, to: &$1) },
      is: head("request", seq: 1),
      and: ["operation": [String: Any](), "duration_ms": 0.000001, "errors": 0]
    )
    var partial = bare
    partial.client = .init(name: nil, version: "1")
    partial.memory = .init(deltaBytes: nil, residentBytes: 7)
    partial.operation.depth = 2
    partial.database = .init(count: 0)
    try expect(
      line { $0.append(partial, seq: 2, to: &$1) },
      is: head("request", seq: 2),
      and: [
        "client": ["version": "1"], "operation": ["depth": 2], "duration_ms": 0.000001,
        "errors": 0, "db": ["count": 0], "memory": ["resident_bytes": 7],
      ]
    )
  }

  @Test("writes operation and statement records that parse back")
  func explanations() throws {
    let operation = OperationRecord(
      timeMicroseconds: time,
      signature: 7,
      name: "Say\"Hi\"",
      kind: .mutation,
      document: "mutation {\n\ta\u{1}\\b 🧵\u{2028}}"
    )
    try expect(
      line { $0.append(operation, seq: 2, to: &$1) },
      is: head("operation", seq: 2),
      and: [
        "signature": "0000000000000007", "name": "Say\"Hi\"", "kind": "mutation",
        "document": "mutation {\n\ta\u{1}\\b 🧵\u{2028}}",
      ]
    )
    let statement = StatementRecord(
      timeMicroseconds: time,
      fingerprint: .max,
      system: "sqlite",
      text: "select \"id\" from t"
    )
    try expect(
      line { $0.append(statement, seq: 3, to: &$1) },
      is: head("statement", seq: 3),
      and: [
        "fingerprint": "ffffffffffffffff", "system": "sqlite", "text": "select \"id\" from t",
      ]
    )
  }

  @Test("writes process records that parse back")
  func process() throws {
    let record = ProcessRecord(
      timeMicroseconds: time,
      residentBytes: 201_326_592,
      cpuPercent: 41.5,
      inFlight: 7,
      pools: [
        .init(name: "primary", size: 10, inUse: 7, waiting: 0, errors: 1), .init(name: "replica"),
      ]
    )
    try expect(
      line { $0.append(record, seq: 4, to: &$1) },
      is: head("process", seq: 4),
      and: [
        "resident_bytes": 201_326_592, "cpu_percent": 41.5, "in_flight": 7,
        "pools": [
          ["name": "primary", "size": 10, "in_use": 7, "waiting": 0, "errors": 1],
          ["name": "replica"],
        ] as [Any],
      ]
    )
    let nothing = ProcessRecord(timeMicroseconds: time, cpuPercent: .nan)
    try expect(
      line { $0.append(nothing, seq: 5, to: &$1) },
      is: head("process", seq: 5),
      and: [:]
    )
  }

  @Test("writes cache, deploy, alert and writer records that parse back")
  func events() throws {
    let cache = CacheRecord(
      timeMicroseconds: time,
      name: "product",
      level: 1,
      event: "invalidate",
      keys: 12,
      reason: "ProductUpdate"
    )
    try expect(
      line { $0.append(cache, seq: 5, to: &$1) },
      is: head("cache", seq: 5),
      and: [
        "name": "product", "level": 1, "event": "invalidate", "keys": 12,
        "reason": "ProductUpdate",
      ]
    )
    let deploy = DeployRecord(timeMicroseconds: time, note: "rolling")
    try expect(
      line { $0.append(deploy, seq: 1, to: &$1) },
      is: head("deploy", seq: 1),
      and: ["note": "rolling"]
    )
    let alert = AlertRecord(
      timeMicroseconds: time,
      rule: "slow_query",
      severity: "high",
      value: 5200.25,
      threshold: .infinity,
      unit: "ms",
      operation: "ProductList",
      name: "product",
      level: 2,
      traceID: TraceID(high: 1, low: 2)
    )
    try expect(
      line { $0.append(alert, seq: 9, to: &$1) },
      is: head("alert", seq: 9),
      and: [
        "rule": "slow_query", "severity": "high", "value": 5200.25, "unit": "ms",
        "operation": "ProductList", "name": "product", "level": 2,
        "trace_id": "00000000000000010000000000000002",
      ]
    )
    let writer = WriterRecord(timeMicroseconds: time, event: "rotate", dropped: 3)
    try expect(
      line { $0.append(writer, seq: 10, to: &$1) },
      is: head("writer", seq: 10),
      and: ["event": "rotate", "dropped": 3]
    )
  }
}
