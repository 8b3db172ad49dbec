import Analysis

/// What slow requests have in common, in a sentence.
struct CommonText: Sendable {
  let clock: ClockText

  /// The property, how many of the slow requests have it, and how much more often than others.
  func sentence(_ common: CommonValue) -> Prose {
    let second: Prose = common.second.map { " and \(property($0))" } ?? ""
    return """
      \(property(common.property))\(second): \(share: common.coverage) of them, \
      \(number: common.riskRatio) times as often as others
      """
  }

  private func property(_ property: CommonValue.Property) -> Prose {
    let value: Prose = property.value.isEmpty ? "(not given)" : "\(name: property.value)"
    return switch property.dimension {
    case .host: "host \(value)"
    case .release: "release \(value)"
    case .client: "client \(value)"
    case .clientVersion: "client \(name: property.name) \(value)"
    case .signature: "signature \(value)"
    case .errorCode: "error \(value)"
    case .refusal: "refused for \(value)"
    case .cacheMiss: "a miss of cache \(name: property.name) \(value)"
    case .listItems: "\(value) items of \(name: property.name)"
    // Analysis knows hours of the day in UTC only.
    case .hour: clock.zone == "UTC" ? "the hour from \(value)" : "the hour from \(value) UTC"
    }
  }
}

/// Where an operation's time goes, in words.
enum DecompositionText {
  /// The parts in their fixed order, with what they are called.
  static func parts(_ time: TimeDecomposition) -> [(name: String, nanoseconds: Int64)] {
    [
      ("database", time.database), ("waiting for a connection", time.wait), ("fields", time.fields),
      ("unexplained", time.unexplained),
    ]
  }

  /// The parts as shares of the whole, the largest first; empty when nothing is known.
  static func shares(_ time: TimeDecomposition?) -> [String] {
    guard let time, time.total > 0 else { return [] }
    return parts(time).filter { $0.nanoseconds > 0 }.sorted { $0.nanoseconds > $1.nanoseconds }
      .map { "\($0.name) \(Quantity.percent(Double($0.nanoseconds) / Double(time.total)))" }
  }
}
