import MetricLog

/// How many requests come when, and of which operation.
struct HourlyLoad: Sendable {
  /// A stretch of time inside one hour of the day.
  struct Piece: Sendable {
    let hour: Int
    let startMicroseconds: Int64
    let endMicroseconds: Int64
    /// The share of all requests that come before its end.
    var cumulative: Double
  }

  private(set) var pieces: [Piece] = []
  /// For each hour of the day, the operations by their part of its requests.
  let operations: [AliasTable?]
  /// Whether no operation has requests in the hours of the scenario.
  var isNothing: Bool { (pieces.last?.cumulative ?? 0) == 0 }
  /// The requests that the scenario asks for.
  let requests: Double

  init(_ scenario: Scenario) {
    let pieces = Self.pieces(scenario)
    let shares = scenario.operations.filter { $0.perHour == nil }.map(\.share).reduce(0, +)
    var rates = Array(
      repeating: Array(repeating: 0.0, count: scenario.operations.count),
      count: 24
    )
    // Nothing but a volume given elsewhere may make a scenario without requests have some: its shares
    // count all the same.
    let isEmpty = scenario.requests == 0 && scenario.operations.allSatisfy { $0.perHour == nil }
    let shared = isEmpty ? 1 : Double(scenario.requests)
    var total = 0.0
    for (index, operation) in scenario.operations.enumerated() {
      let expected =
        operation.perHour.map { $0 * scenario.hours }
        ?? (shares > 0 ? shared * operation.share / shares : 0)
      let factors = operation.hourly ?? scenario.hourly
      let weight = pieces.reduce(0) { $0 + Self.length($1) * factors[$1.hour] }
      guard weight > 0, expected > 0 else { continue }
      total += expected
      for hour in 0..<24 { rates[hour][index] = expected * factors[hour] / weight }
    }
    requests = isEmpty ? 0 : total
    operations = rates.map { $0.contains { $0 > 0 } ? AliasTable(weights: $0) : nil }
    var sum = 0.0
    let all = pieces.reduce(0) { $0 + Self.length($1) * rates[$1.hour].reduce(0, +) }
    for var piece in pieces {
      sum += Self.length(piece) * rates[piece.hour].reduce(0, +)
      piece.cumulative = all > 0 ? sum / all : 0
      self.pieces.append(piece)
    }
  }

  private static func pieces(_ scenario: Scenario) -> [Piece] {
    let hour = Timestamp.microsecondsPerHour
    let end = scenario.startMicroseconds + Int64(scenario.hours * Double(hour))
    var pieces: [Piece] = []
    var start = scenario.startMicroseconds
    while start < end {
      let next = min(end, (start / hour + 1) * hour)
      pieces.append(
        Piece(
          hour: Int(start / hour % 24),
          startMicroseconds: start,
          endMicroseconds: next,
          cumulative: 0
        )
      )
      start = next
    }
    return pieces
  }

  private static func length(_ piece: Piece) -> Double {
    Double(piece.endMicroseconds - piece.startMicroseconds)
  }
}
