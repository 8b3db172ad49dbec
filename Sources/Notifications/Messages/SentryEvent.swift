internal import Analysis

/// A notice as an event of Sentry: one issue a finding, by its fingerprint.
///
/// An event for an issue that was resolved makes Sentry reopen it as a regression.
/// Source: Sentry's documentation of event payloads.
struct SentryEvent: Encodable, Sendable {
  let event_id: String
  /// Seconds since 1970.
  let timestamp: Double
  let platform = "other"
  let logger = "nightjar"
  let level: String
  let environment: String
  /// The operation.
  let transaction: String?
  let fingerprint: [String]
  let message: Formatted
  let tags: [String: String]
  let extra: [String: String]

  struct Formatted: Encodable, Sendable {
    let formatted: String
  }

  /// Sentry's own limit of tags, in characters.
  private static let tagLimit = 200

  /// - Parameters:
  ///   - notice: What is told.
  ///   - id: 32 hexadecimal digits; Sentry takes an event of an id once.
  ///   - now: Microseconds since 1970.
  init(_ notice: Notice, id: String, now: Int64) {
    event_id = id
    timestamp = Double(now) / 1e6
    level = Self.level(notice.severity)
    environment = notice.env.isEmpty ? "production" : Self.tag(notice.env)
    transaction = notice.operation.map {
      $0.isEmpty ? "(anonymous)" : String($0.prefix(Self.tagLimit))
    }
    fingerprint = ["nightjar", notice.id]
    message = Formatted(formatted: notice.title)
    tags = [
      "nightjar.finding": notice.id, "nightjar.rule": notice.rule,
      "nightjar.severity": notice.severity.name, "nightjar.confidence": notice.confidence.name,
      "nightjar.change": notice.change.rawValue, "service": Self.tag(notice.service),
    ].filter { !$0.value.isEmpty }
    var extra = ["link": notice.link]
    if !notice.explanation.isEmpty { extra["seen"] = notice.explanation }
    if !notice.recommendation.isEmpty { extra["do"] = notice.recommendation }
    if let saving = notice.savingText { extra["saves"] = saving }
    self.extra = extra
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical: "fatal"
    case .high: "error"
    case .medium: "warning"
    case .low: "info"
    }
  }

  /// Tags and environments hold no line breaks and no slashes.
  private static func tag(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Character in
      let isPlain = !scalar.properties.isWhitespace && scalar.value > 0x20 && scalar != "/"
      return isPlain ? Character(scalar) : "_"
    }
    return String(scalars.prefix(tagLimit))
  }
}
