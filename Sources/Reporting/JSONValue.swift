import MetricLog

/// A JSON value whose objects keep the order of their members.
package enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  /// A number as it is written: the caller vouches that it is JSON.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])
  /// An array whose elements, each large, are made only when they are written: so many, and how.
  case rows(Int, @Sendable (Int) -> JSONValue)

  /// A name and its value.
  package typealias Member = (name: String, value: JSONValue)

  /// Whether the value is neither an array nor an object.
  var isPlain: Bool {
    switch self {
    case .array, .object, .rows: false
    default: true
    }
  }

  /// An integer, exactly.
  static func integer(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

  /// An integer, or null when it is absent.
  static func integer(_ value: (some BinaryInteger)?) -> JSONValue {
    value.map { .number(String($0)) } ?? .null
  }

  /// A number with the fewest digits that give it back; null when it is absent or not finite.
  static func shortest(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(value.description)
  }

  /// Nanoseconds as milliseconds, every digit kept.
  static func milliseconds(_ nanoseconds: Int64?) -> JSONValue {
    nanoseconds.map { .number(ExactDecimal.text($0, decimals: 6)) } ?? .null
  }

  /// A mean of nanoseconds as milliseconds, to the nanosecond.
  static func milliseconds(mean nanoseconds: Double?) -> JSONValue {
    guard let nanoseconds, let rounded = Int64(exactly: nanoseconds.rounded()) else { return .null }
    return milliseconds(rounded)
  }

  /// Microseconds since 1970 as RFC 3339 in UTC, or null.
  static func time(_ microseconds: Int64?) -> JSONValue {
    microseconds.map { .string(timeText($0)) } ?? .null
  }

  /// Microseconds since 1970 as RFC 3339 in UTC.
  static func timeText(_ microseconds: Int64) -> String {
    Timestamp.rfc3339(microseconds: microseconds)
  }
}
