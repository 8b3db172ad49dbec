package import MetricLog

/// What happens in the night that is generated, as a scenario file says it.
///
/// Every share is relative to its siblings: 1 and 3 are a quarter and three quarters.
package struct Scenario: Sendable {
  /// Names the files when all writers share one.
  package var name: String
  package var seed: UInt64
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var startMicroseconds: Int64
  package var hours: Double
  /// The requests in all, beside those of operations that have a `per_hour`.
  package var requests: Int
  package var sources: [ScenarioSource]
  package var clients: [ScenarioClient]
  /// How busy each hour of the day is, in UTC: 24 factors, compared with one another.
  package var hourly: [Double]
  package var releases: [ScenarioRelease]
  package var operations: [ScenarioOperation]
  package var process: ScenarioProcess?
  package var alerts: ScenarioAlerts?
  package var sampling: ScenarioSampling?
  /// The share of the records that back-pressure drops.
  package var dropped: Double
  package var defects: ScenarioDefects
  /// The plain bytes after which a writer begins another file; `nil` is never.
  package var rotate: ByteSize?
  package var gzip: ScenarioGzip?
  /// What measured times are whole multiples of, in nanoseconds.
  package var resolutionNanoseconds: Int
  /// Additional requests, each with an operation name of its own.
  package var flood: Int
}

extension Scenario: Decodable {
  enum Keys: String, CodingKey, CaseIterable {
    case name, seed, start, hours, requests, sources, clients, hourly, releases, operations
    case process, alerts, sampling, dropped, defects, rotate, gzip, flood
    case resolutionNanoseconds = "resolution_ns"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    name = try keys.value(.name, default: "nightjar")
    seed = try keys.value(.seed, default: 1)
    let start: String = try keys.value(.start)
    guard let time = StartTime.microseconds(start) else {
      throw keys.fault(
        .start,
        "\"\(start)\" is no time",
        "write it quoted, as \"2026-11-21T22:00:00Z\""
      )
    }
    startMicroseconds = time
    hours = try keys.number(.hours, default: 24, in: 0.01...8784)
    requests = try keys.count(.requests, default: 20_000, in: 0...1_000_000_000_000)
    sources = try keys.value(.sources)
    clients = try keys.value(.clients, default: [])
    hourly = try keys.value(.hourly, default: Array(repeating: 1, count: 24))
    releases = try keys.value(.releases)
    let described: [ScenarioOperation] = try keys.value(.operations)
    let base = seed
    operations = described.enumerated().flatMap {
      $0.element.expanded(seed: base &+ UInt64($0.offset))
    }
    process = try keys.optional(.process)
    alerts = try keys.optional(.alerts)
    sampling = try keys.optional(.sampling)
    dropped = try keys.number(.dropped, default: 0, in: 0...0.5)
    defects = try keys.value(.defects, default: ScenarioDefects())
    rotate = try keys.optional(.rotate)
    gzip = try keys.optional(.gzip)
    resolutionNanoseconds = try keys.count(
      .resolutionNanoseconds,
      default: 1000,
      in: 1...1_000_000
    )
    flood = try keys.count(.flood, default: 0, in: 0...100_000_000)
    try check(keys)
  }

  private func check(_ keys: StrictKeys<Keys>) throws {
    if sources.isEmpty { throw keys.fault(.sources, "the list is empty", "name one service") }
    if releases.isEmpty { throw keys.fault(.releases, "the list is empty", "name one release") }
    if operations.isEmpty {
      throw keys.fault(.operations, "the list is empty", "describe one operation")
    }
    try Self.check(hourly: hourly) { keys.fault(.hourly, $0, $1) }
    if !operations.contains(where: { ($0.perHour ?? $0.share) > 0 }) {
      throw keys.fault(.operations, "every share is 0", "give one operation a share above 0")
    }
    if !clients.isEmpty, !clients.contains(where: { $0.share > 0 }) {
      throw keys.fault(.clients, "every share is 0", "give one client a share above 0")
    }
    for (earlier, later) in zip(releases, releases.dropFirst()) where later.at <= earlier.at {
      throw keys.fault(
        .releases,
        "\(later.version) does not come after \(earlier.version)",
        "sort the releases by `at`"
      )
    }
    try checkReferences(keys)
  }

  static func check(
    hourly: [Double],
    fault: (_ problem: String, _ remedy: String) -> ScenarioFault
  ) throws {
    guard hourly.count == 24, hourly.allSatisfy({ $0 >= 0 && $0 < 1e6 }) else {
      throw fault("there are not 24 numbers of 0 or more", "write one factor for each hour")
    }
    guard hourly.contains(where: { $0 > 0 }) else {
      throw fault("every factor is 0", "give one hour a factor above 0")
    }
  }
}
