/// A whole number, or two that bound it.
package struct ScenarioSpan: Decodable, Sendable {
  package var low: Int
  package var high: Int

  package init(from decoder: any Decoder) throws {
    if let number = try? decoder.singleValueContainer().decode(Int.self) {
      low = number
      high = number
    } else {
      let numbers = try decoder.singleValueContainer().decode([Int].self)
      guard numbers.count == 2 else {
        throw ScenarioFault(
          path: decoder.codingPath,
          problem: "there are not two numbers",
          remedy: "write one number, or a range as [10, 40]"
        )
      }
      low = numbers[0]
      high = numbers[1]
    }
    guard low >= 0, low <= high, high <= 1_000_000_000 else {
      throw ScenarioFault(
        path: decoder.codingPath,
        problem: "the range is not in order",
        remedy: "write numbers of 0 to 1000000000, the smaller one first"
      )
    }
  }
}

/// How many items the lists of an operation have.
package struct ScenarioItems: Decodable, Sendable {
  package var low: Int
  package var high: Int
  /// With it the size is lognormal, without it every size is equally likely.
  package var median: Double?
  package var sigma: Double

  enum Keys: String, CodingKey, CaseIterable { case min, max, median, sigma }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    low = try keys.count(.min, default: 1, in: 0...1_000_000)
    high = try keys.count(.max, default: max(low, 50), in: low...1_000_000)
    median = try keys.optionalNumber(.median, in: 0.1...1e6)
    sigma = try keys.number(.sigma, default: 0.5, in: 0...3)
  }
}

/// The time that an operation takes by itself: statements and waits come on top.
package struct ScenarioLatency: Decodable, Sendable {
  package var medianMilliseconds: Double
  /// The deviation of the logarithm.
  package var sigma: Double
  /// A second, usually slower kind of request.
  package var second: ScenarioMode?
  /// A few requests that take far longer.
  package var tail: ScenarioTail?

  enum Keys: String, CodingKey, CaseIterable {
    case sigma, second, tail
    case medianMilliseconds = "median_ms"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    medianMilliseconds = try keys.number(.medianMilliseconds, in: 0.001...1e7)
    sigma = try keys.number(.sigma, default: 0.4, in: 0...3)
    second = try keys.optional(.second)
    tail = try keys.optional(.tail)
  }
}

/// A share of the requests with a latency of their own.
package struct ScenarioMode: Decodable, Sendable {
  package var share: Double
  package var medianMilliseconds: Double
  package var sigma: Double

  enum Keys: String, CodingKey, CaseIterable {
    case share, sigma
    case medianMilliseconds = "median_ms"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    share = try keys.number(.share, in: 0...1)
    medianMilliseconds = try keys.number(.medianMilliseconds, in: 0.001...1e7)
    sigma = try keys.number(.sigma, default: 0.4, in: 0...3)
  }
}

/// A Pareto tail: the chance to exceed twice the time is 2 to the power of minus `alpha`.
package struct ScenarioTail: Decodable, Sendable {
  package var share: Double
  package var alpha: Double
  package var fromMilliseconds: Double
  package var toMilliseconds: Double

  enum Keys: String, CodingKey, CaseIterable {
    case share, alpha
    case fromMilliseconds = "from_ms"
    case toMilliseconds = "to_ms"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    share = try keys.number(.share, in: 0...1)
    alpha = try keys.number(.alpha, default: 1.5, in: 0.1...20)
    fromMilliseconds = try keys.number(.fromMilliseconds, in: 0.001...1e7)
    toMilliseconds = try keys.number(.toMilliseconds, default: 30_000, in: 0.001...1e8)
  }
}

/// How often something happens in a request.
package enum ScenarioRepetition: Sendable {
  case perRequest, perItem

  static let words: [String: Self] = ["request": .perRequest, "item": .perItem]
}

/// A database statement that an operation runs.
package struct ScenarioStatement: Decodable, Sendable {
  package var field: String
  package var text: String
  /// The text when it runs once per item; ``text`` unless given.
  package var singleText: String?
  package var system: String
  package var per: ScenarioRepetition
  /// The executions for each request or item.
  package var count: Int
  /// The different sets of parameters; ``count`` unless given.
  package var distinct: Int?
  /// The median of one execution.
  package var milliseconds: Double
  package var sigma: Double
  /// The cache whose misses it answers; it then runs once for each miss.
  package var behind: String?

  enum Keys: String, CodingKey, CaseIterable {
    case field, text, system, per, count, distinct, sigma, behind
    case singleText = "single_text"
    case milliseconds = "time_ms"
  }

  package init(from decoder: any Decoder) throws {
    let keys = try StrictKeys(decoder, Keys.self)
    field = try keys.value(.field)
    text = try keys.value(.text)
    singleText = try keys.optional(.singleText)
    system = try keys.value(.system, default: "postgresql")
    per = try keys.word(.per, default: .perRequest, of: ScenarioRepetition.words)
    count = try keys.count(.count, default: 1, in: 1...10_000)
    distinct = try keys.optional(.distinct)
    milliseconds = try keys.number(.milliseconds, in: 0.001...1e7)
    sigma = try keys.number(.sigma, default: 0.35, in: 0...3)
    behind = try keys.optional(.behind)
  }
}
