/// A deployed version, from when it runs, and what it changes.
package struct ScenarioRelease: Decodable, Sendable {
  package var version: String
  /// Hours after the scenario's start; at 0 or before it runs from the start.
  package var at: Double
  /// The text of the `deploy` records.
  package var note: String
  /// The time from one writer's restart to the next one's.
  package var staggerSeconds: Double
  /// What changes from here on; later releases keep it.
  package var changes: [ScenarioChange]

  enum Keys: String, CodingKey, CaseIterable {
    case version, at, note, changes
    case staggerSeconds = "stagger_seconds"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    version = try keys.value(.version)
    at = try keys.number(.at, default: 0, in: -1...1e6)
    note = try keys.value(.note, default: at > 0 ? "rolling" : "initial")
    staggerSeconds = try keys.number(.staggerSeconds, default: 60, in: 0...86_400)
    changes = try keys.value(.changes, default: [])
  }
}

/// One thing that a release makes worse or better.
package struct ScenarioChange: Decodable, Sendable {
  /// The `id` of the operation that changes; `nil` is every operation.
  package var operation: String?
  /// Multiplies the operation's own time.
  package var latencyFactor: Double?
  /// The field whose statements run once for each list item from here on.
  package var nPlusOne: String?
  /// The field that is slower from here on.
  package var field: String?
  /// By how much each call of ``field`` is slower.
  package var slowerMilliseconds: Double?
  /// The cache that is switched off, at every level.
  package var cacheOff: String?
  /// The share of the requests that fail from here on.
  package var errorRate: Double?
  /// The bytes that every request leaves behind from here on.
  package var keptBytes: Int?

  enum Keys: String, CodingKey, CaseIterable {
    case operation, field
    case latencyFactor = "latency_factor"
    case nPlusOne = "n_plus_one"
    case slowerMilliseconds = "slower_ms"
    case cacheOff = "cache_off"
    case errorRate = "error_rate"
    case keptBytes = "kept_bytes"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    operation = try keys.optional(.operation)
    latencyFactor = try keys.optionalNumber(.latencyFactor, in: 0.001...1000)
    nPlusOne = try keys.optional(.nPlusOne)
    field = try keys.optional(.field)
    slowerMilliseconds = try keys.optionalNumber(.slowerMilliseconds, in: 0...1e6)
    cacheOff = try keys.optional(.cacheOff)
    errorRate = try keys.optionalNumber(.errorRate, in: 0...1)
    keptBytes = try keys.optional(.keptBytes)
    if nPlusOne != nil || field != nil, operation == nil {
      throw keys.fault(.operation, "the key is missing", "say whose field it is")
    }
    if (field == nil) != (slowerMilliseconds == nil) {
      throw keys.fault(.field, "`field` and `slower_ms` need each other", "write both")
    }
  }
}
