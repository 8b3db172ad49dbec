/// What is true of generated logs, as `truth.json` has it; all times are integer nanoseconds.
struct TruthDocument: Encodable {
  var schema = "nightjar.truth/1"
  var scenario: String
  var seed: UInt64
  var from: String
  var to: String
  var files: [File]
  /// All lines, the rejected and the doubled ones among them.
  var lines: Int
  var plainBytes: Int
  /// The records of each type that a reader shall accept, each once.
  var records: [String: Int]
  var rejected: [String: Int]
  var duplicates: Int
  /// The records that have a number, but no line.
  var missing: Int
  var droppedByWriters: Int
  var writers: [Writer]
  var totals: Tally
  var hours: [Slice]
  var releases: [Slice]
  var operations: [Operation]
  var flood: Flood?
  var planted: [Planted]

  struct File: Encodable {
    var name: String
    var lines: Int
    var plainBytes: Int
  }

  struct Writer: Encodable {
    var writer: String
    var service: String
    var env: String
    var host: String
    var release: String
    /// The number of its last record.
    var lastSeq: UInt64
  }

  /// The sums of an hour, named by its start, or of a release.
  struct Slice: Encodable {
    var name: String
    var sums: Tally
  }

  struct Operation: Encodable {
    var service: String
    var env: String
    /// `nil` is anonymous.
    var name: String?
    var kind: String
    var signatures: [String]
    var sums: Tally
    var errorCodes: [String: Int]
    var refusals: [String: Int]
    var caches: [Cache]
    var statements: [Statement]
    var releases: [Slice]
    var hours: [Hour]
  }

  /// The sums of an operation in an hour, named by the hour's start.
  struct Hour: Encodable {
    var name: String
    var requests: Int
    var requestsWithErrors: Int
    var errors: Int
    var durationNs: Int64
    var statements: Int
    var dbTimeNs: Int64

    init(_ slice: Slice) {
      name = slice.name
      requests = slice.sums.requests
      requestsWithErrors = slice.sums.requestsWithErrors
      errors = slice.sums.errors
      durationNs = slice.sums.durationNs
      statements = slice.sums.statements
      dbTimeNs = slice.sums.dbTimeNs
    }
  }

  struct Cache: Encodable {
    var name: String
    var level: Int
    var hits: Int
    var misses: Int
  }

  struct Statement: Encodable {
    var fingerprint: String
    var field: String
    var count: Int
    var timeNs: Int64
  }

  struct Flood: Encodable {
    /// The operations, each of which was requested once.
    var operations: Int
    var sums: Tally
  }

  /// Something wrong that an analysis should find.
  struct Planted: Encodable {
    /// `n_plus_one`, `cache_off`, `slower_field`, `slower`, `errors`, `memory_growth`.
    var what: String
    /// `nil` is every operation.
    var operation: String?
    /// The field or the cache.
    var subject: String?
    /// The factor, the milliseconds, the rate or the bytes.
    var amount: Double?
    /// The release since which it is so.
    var release: String
  }
}
