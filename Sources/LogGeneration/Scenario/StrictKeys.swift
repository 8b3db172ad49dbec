/// The keys of one mapping of a scenario: unknown ones are refused, numbers are kept in their range.
struct StrictKeys<Key: CodingKey & CaseIterable> {
  private let container: KeyedDecodingContainer<Key>
  private let path: [any CodingKey]

  /// Opens a mapping and refuses keys that `Key` does not have.
  init(_ decoder: any Decoder, _: Key.Type) throws {
    path = decoder.codingPath
    let all = try decoder.container(keyedBy: AnyKey.self)
    let known = Key.allCases.map(\.stringValue)
    for key in all.allKeys where !known.contains(key.stringValue) {
      throw ScenarioFault(
        path: path,
        key: key.stringValue,
        problem: "the key is unknown",
        remedy: "known here: \(known.sorted().joined(separator: ", "))"
      )
    }
    container = try decoder.container(keyedBy: Key.self)
  }

  /// The error for a value of this mapping.
  func fault(_ key: Key, _ problem: String, _ remedy: String) -> ScenarioFault {
    ScenarioFault(path: path, key: key.stringValue, problem: problem, remedy: remedy)
  }

  func value<T: Decodable>(_ key: Key) throws -> T {
    guard let value = try container.decodeIfPresent(T.self, forKey: key) else {
      throw fault(key, "the key is missing", "add it")
    }
    return value
  }

  func value<T: Decodable>(_ key: Key, default fallback: T) throws -> T {
    try container.decodeIfPresent(T.self, forKey: key) ?? fallback
  }

  func optional<T: Decodable>(_ key: Key) throws -> T? {
    try container.decodeIfPresent(T.self, forKey: key)
  }

  func number(_ key: Key, default fallback: Double, in range: ClosedRange<Double>) throws -> Double
  {
    try optionalNumber(key, in: range) ?? fallback
  }

  func number(_ key: Key, in range: ClosedRange<Double>) throws -> Double {
    guard let number = try optionalNumber(key, in: range) else {
      throw fault(key, "the key is missing", "add a number in \(Self.text(range))")
    }
    return number
  }

  func optionalNumber(_ key: Key, in range: ClosedRange<Double>) throws -> Double? {
    guard let number = try container.decodeIfPresent(Double.self, forKey: key) else { return nil }
    guard range.contains(number) else {
      throw fault(key, "\(number) is out of range", "write a number in \(Self.text(range))")
    }
    return number
  }

  func count(_ key: Key, default fallback: Int, in range: ClosedRange<Int>) throws -> Int {
    guard let number = try container.decodeIfPresent(Int.self, forKey: key) else {
      return fallback
    }
    guard range.contains(number) else {
      throw fault(
        key,
        "\(number) is out of range",
        "write a whole number in \(range.lowerBound)...\(range.upperBound)"
      )
    }
    return number
  }

  /// A text that is one of a few words.
  func word<T>(_ key: Key, default fallback: T, of words: [String: T]) throws -> T {
    guard let text = try container.decodeIfPresent(String.self, forKey: key) else {
      return fallback
    }
    guard let value = words[text] else {
      throw fault(
        key,
        "\"\(text)\" is unknown",
        "write \(words.keys.sorted().joined(separator: ", "))"
      )
    }
    return value
  }

  private static func text(_ range: ClosedRange<Double>) -> String {
    range.upperBound == .infinity
      ? "\(range.lowerBound) or more" : "\(range.lowerBound)...\(range.upperBound)"
  }
}

/// A key of any mapping.
private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int?

  init(stringValue: String) { self.stringValue = stringValue }

  init?(intValue: Int) { nil }
}
