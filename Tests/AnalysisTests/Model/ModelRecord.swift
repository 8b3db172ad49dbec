import MetricLog

/// Who wrote a record.
struct ModelSource: Hashable {
  var service = "shop"
  var env = "production"
  var host = "web-1"
  var release = "1.0"
  var writer = "w1"
}

/// A record of a log as plain values: `nil` is absent.
struct ModelRecord {
  var source = ModelSource()
  /// 0 when the record has no number.
  var seq: UInt64 = 0
  var timeMicroseconds: Int64 = 0
  var content = Content.writer(dropped: 0)

  enum Content {
    case request(ModelRequest)
    case operation(signature: String, name: String, kind: OperationKind, document: String)
    case statement(fingerprint: String, text: String)
    case process(ModelProcess)
    case cache(name: String, level: Int64, event: String, keys: Int64, reason: String)
    case deploy(note: String)
    case alert(ModelAlert)
    case writer(dropped: Int64)
    case unknown
  }

  /// The request, if it is one.
  var request: ModelRequest? {
    if case .request(let request) = content { request } else { nil }
  }
}

/// The content of a request record.
struct ModelRequest {
  var name = ""
  var kind = OperationKind.query
  var signature = ""
  var nanoseconds: Int64 = 0
  var traceLow: UInt64 = 0
  var status: Int32 = 200
  var errors: Int64 = 0
  var errorCodes: [String] = []
  var weight: Int64 = 1
  var client: Client?
  var refused: Refusal?
  var complexity: Int64?
  var depth: Int64?
  var database: Database?
  var caches: [Cache] = []
  var fields: [Field] = []
  var memoryDelta: Int64?
  var resident: Int64?
  var requestBytes: Int64?
  var responseBytes: Int64?

  struct Client: Hashable {
    var name: String
    var version: String
  }

  struct Database {
    var count: Int64
    var nanoseconds: Int64
    var wait: Int64
    var statements: [Statement]
  }

  struct Statement {
    var fingerprint: String
    var field: String
    var count: Int64
    var nanoseconds: Int64
    var distinct: Int64?
  }

  struct Cache {
    var name: String
    var level: Int64
    var hits: Int64
    var misses: Int64
    var writes: Int64
    var evictions: Int64
  }

  struct Field {
    var field: String
    var calls: Int64
    var nanoseconds: Int64
    var items: Int64?
  }

  /// Whether it counts as a request with an error.
  var hasError: Bool { errors > 0 || status >= 500 }
}

/// The content of a process record.
struct ModelProcess {
  var resident: Int64?
  var cpu: Int64?
  var inFlight: Int64?
  var pools: [Pool] = []

  struct Pool {
    var name: String
    var size: Int64
    var inUse: Int64
    var waiting: Int64
    var errors: Int64
  }
}

/// The content of an alert record.
struct ModelAlert {
  var rule: String
  var severity: String
  var operation: String
  var unit: String
  var value: Double
  var threshold: Double
  var traceLow: UInt64
}
