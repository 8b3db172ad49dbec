internal import HTTPTypes

/// Headers that HTTPTypes has no names for; made once, because making one checks its letters.
enum HeaderName {
  static let traceParent = HTTPField.Name("traceparent")
  static let serverTiming = HTTPField.Name("server-timing")
  static let complexity = HTTPField.Name("graphql-complexity")
}
