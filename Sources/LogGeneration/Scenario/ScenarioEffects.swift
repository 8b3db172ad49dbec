/// A cache that an operation asks.
package struct ScenarioCache: Decodable, Sendable {
  package var name: String
  /// Level 2 of a cache is asked what level 1, listed before it, missed.
  package var level: Int
  package var hitRate: Double
  package var per: ScenarioRepetition
  /// The look-ups for each request or item.
  package var count: Int

  enum Keys: String, CodingKey, CaseIterable {
    case name, level, per, count
    case hitRate = "hit_rate"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    name = try keys.value(.name)
    level = try keys.count(.level, default: 1, in: 1...9)
    hitRate = try keys.number(.hitRate, in: 0...1)
    per = try keys.word(.per, default: .perRequest, of: ScenarioRepetition.words)
    count = try keys.count(.count, default: 1, in: 1...10_000)
  }
}

/// A field with a resolver.
package struct ScenarioField: Decodable, Sendable {
  package var field: String
  package var per: ScenarioRepetition
  /// The median of one call, without the statements of the field, which come on top.
  package var milliseconds: Double
  package var items: Items

  /// What a call returns.
  package enum Items: Sendable {
    /// No list.
    case none
    /// The operation's list.
    case list
    /// A list of about so many items.
    case about(Int)
  }

  enum Keys: String, CodingKey, CaseIterable {
    case field, per, list, each
    case milliseconds = "time_ms"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    field = try keys.value(.field)
    per = try keys.word(.per, default: .perRequest, of: ScenarioRepetition.words)
    milliseconds = try keys.number(.milliseconds, default: 0.2, in: 0...1e6)
    let each = try keys.count(.each, default: 0, in: 0...10_000)
    items = try keys.value(.list, default: false) ? .list : each > 0 ? .about(each) : .none
  }
}

/// The memory that an operation takes.
package struct ScenarioMemory: Decodable, Sendable {
  package var medianKilobytes: Double
  package var sigma: Double
  /// What stays behind after each request.
  package var keptBytes: Int

  enum Keys: String, CodingKey, CaseIterable {
    case sigma
    case medianKilobytes = "median_kb"
    case keptBytes = "kept_bytes"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    medianKilobytes = try keys.number(.medianKilobytes, in: 0...1e7)
    sigma = try keys.number(.sigma, default: 0.5, in: 0...3)
    keptBytes = try keys.count(.keptBytes, default: 0, in: 0...1_000_000_000)
  }
}

/// The size of the responses.
package struct ScenarioResponse: Decodable, Sendable {
  /// The median without the items.
  package var median: Double
  package var sigma: Double
  package var perItem: Int

  enum Keys: String, CodingKey, CaseIterable {
    case median, sigma
    case perItem = "per_item"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    median = try keys.number(.median, in: 1...1e9)
    sigma = try keys.number(.sigma, default: 0.3, in: 0...3)
    perItem = try keys.count(.perItem, default: 0, in: 0...10_000_000)
  }
}

/// How an operation fails.
package struct ScenarioErrors: Decodable, Sendable {
  /// The share of the requests that fail.
  package var rate: Double
  /// The share of each code, sorted by name.
  package var codes: [(name: String, share: Double)]
  /// The HTTP status of a failed request.
  package var status: Int

  enum Keys: String, CodingKey, CaseIterable { case rate, codes, status }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    rate = try keys.number(.rate, default: 0, in: 0...1)
    let shares: [String: Double] = try keys.value(.codes, default: [:])
    if shares.values.contains(where: { $0 <= 0 }) {
      throw keys.fault(.codes, "a share is not above 0", "write codes as `NOT_FOUND: 0.7`")
    }
    codes = shares.sorted { $0.key < $1.key }.map { (name: $0.key, share: $0.value) }
    status = try keys.count(.status, default: 200, in: 100...599)
  }
}

/// The limits that stop some of an operation's requests.
package struct ScenarioRefusals: Decodable, Sendable {
  /// The share over the limit of complexity.
  package var complexity: Double
  /// The limit of complexity.
  package var complexityLimit: Int
  /// The share over the limit of depth.
  package var depth: Double
  /// The limit of depth.
  package var depthLimit: Int
  /// The time after which a request is stopped; `nil` is never.
  package var timeoutMilliseconds: Double?

  enum Keys: String, CodingKey, CaseIterable {
    case complexity, depth
    case complexityLimit = "complexity_limit"
    case depthLimit = "depth_limit"
    case timeoutMilliseconds = "timeout_ms"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    complexity = try keys.number(.complexity, default: 0, in: 0...1)
    complexityLimit = try keys.count(.complexityLimit, default: 1000, in: 1...1_000_000_000)
    depth = try keys.number(.depth, default: 0, in: 0...1)
    depthLimit = try keys.count(.depthLimit, default: 12, in: 1...10_000)
    timeoutMilliseconds = try keys.optionalNumber(.timeoutMilliseconds, in: 1...1e8)
  }
}

/// The cache entries that a mutation makes invalid, written as a `cache` record.
package struct ScenarioInvalidation: Decodable, Sendable {
  package var cache: String
  package var level: Int
  package var keys: ScenarioSpan?

  enum Keys: String, CodingKey, CaseIterable { case cache, level, keys }

  package init(from decoder: any Decoder) throws {
    let strict = try StrictKeys(decoder, Keys.self)
    cache = try strict.value(.cache)
    level = try strict.count(.level, default: 1, in: 1...9)
    keys = try strict.optional(.keys)
  }
}
