package import MetricLog

/// A service in an environment and the hosts that run it.
package struct ScenarioSource: Decodable, Sendable {
  package var service: String
  package var env: String
  package var hosts: [String]
  package var writersPerHost: Int
  package var share: Double

  enum Keys: String, CodingKey, CaseIterable {
    case service, env, hosts, share
    case writersPerHost = "writers_per_host"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    service = try keys.value(.service)
    env = try keys.value(.env, default: "production")
    hosts = try keys.value(.hosts)
    if hosts.isEmpty { throw keys.fault(.hosts, "the list is empty", "name one host") }
    writersPerHost = try keys.count(.writersPerHost, default: 1, in: 1...256)
    share = try keys.number(.share, default: 1, in: 1e-9...1e9)
  }
}

/// An app that sends requests, and how its users are spread over its versions.
package struct ScenarioClient: Decodable, Sendable {
  package var name: String
  package var share: Double
  /// The share of each version, sorted by name; empty is an app without versions.
  package var versions: [(name: String, share: Double)]

  enum Keys: String, CodingKey, CaseIterable { case name, share, versions }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    name = try keys.value(.name)
    share = try keys.number(.share, default: 1, in: 0...1e9)
    let shares: [String: Double] = try keys.value(.versions, default: [:])
    if shares.values.contains(where: { $0 <= 0 }) {
      throw keys.fault(.versions, "a share is not above 0", "write versions as `8.2.0: 0.7`")
    }
    versions = shares.sorted { $0.key < $1.key }.map { (name: $0.key, share: $0.value) }
  }
}

/// The samples of each process and its connection pools.
package struct ScenarioProcess: Decodable, Sendable {
  package var everySeconds: Double
  package var residentMegabytes: Double
  /// The size of each pool, sorted by name.
  package var pools: [(name: String, size: Int)]

  enum Keys: String, CodingKey, CaseIterable {
    case pools
    case everySeconds = "every_seconds"
    case residentMegabytes = "resident_mb"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    everySeconds = try keys.number(.everySeconds, default: 60, in: 0.1...86_400)
    residentMegabytes = try keys.number(.residentMegabytes, default: 180, in: 1...1e6)
    let sizes: [String: Int] = try keys.value(.pools, default: [:])
    if sizes.values.contains(where: { !(1...100_000).contains($0) }) {
      throw keys.fault(.pools, "a size is not in 1...100000", "write pools as `primary: 10`")
    }
    pools = sizes.sorted { $0.key < $1.key }.map { (name: $0.key, size: $0.value) }
  }
}

/// The live alerts for slow requests.
package struct ScenarioAlerts: Decodable, Sendable {
  package var slowMilliseconds: Double
  /// From here on an alert's severity is `critical` instead of `high`.
  package var criticalMilliseconds: Double

  enum Keys: String, CodingKey, CaseIterable {
    case slowMilliseconds = "slow_ms"
    case criticalMilliseconds = "critical_ms"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    slowMilliseconds = try keys.number(.slowMilliseconds, default: 1000, in: 0...1e9)
    criticalMilliseconds = try keys.number(
      .criticalMilliseconds,
      default: slowMilliseconds * 5,
      in: 0...1e10
    )
  }
}

/// Which requests are written when not all are.
package struct ScenarioSampling: Decodable, Sendable {
  /// One of so many requests is written, and says so in `weight`.
  package var weight: Int
  /// Requests that fail or take at least so long are all written, with weight 1.
  package var keepMilliseconds: Double

  enum Keys: String, CodingKey, CaseIterable {
    case weight
    case keepMilliseconds = "keep_ms"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    weight = try keys.count(.weight, default: 1, in: 1...1_000_000)
    keepMilliseconds = try keys.number(.keepMilliseconds, default: 1e12, in: 0...1e12)
  }
}

/// What is wrong with the logs on purpose, as shares of the request lines.
package struct ScenarioDefects: Decodable, Sendable {
  /// Lines that no reader may accept, added between the good ones.
  package var rejected: Double = 0
  /// Lines that stand twice.
  package var duplicates: Double = 0
  /// Lines that are lost after they got their number.
  package var missing: Double = 0

  enum Keys: String, CodingKey, CaseIterable { case rejected, duplicates, missing }

  package init() {}

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    rejected = try keys.number(.rejected, default: 0, in: 0...1)
    duplicates = try keys.number(.duplicates, default: 0, in: 0...1)
    missing = try keys.number(.missing, default: 0, in: 0...0.9)
  }
}

/// How files are compressed.
package struct ScenarioGzip: Decodable, Sendable {
  /// 1 is fast, 9 is small.
  package var level: Int
  /// The plain bytes of a gzip member; `nil` is one member a file.
  package var member: ByteSize?

  enum Keys: String, CodingKey, CaseIterable { case level, member }

  package init(level: Int = 6, member: ByteSize? = nil) {
    self.level = level
    self.member = member
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    level = try keys.count(.level, default: 6, in: 1...9)
    member = try keys.optional(.member)
  }
}
