import ArgumentParser
import Statistics

/// Prints forecasts of series, so that the pool can be scored on data from elsewhere.
struct ScoreForecast: LineByLine {
  static let configuration = CommandConfiguration(
    commandName: "score-forecast",
    abstract: "Prints forecasts of series.",
    discussion: """
      Reads one series a line, {"name":…,"values":[…],"season":24,"horizon":48}, and prints for each \
      {"name":…,"forecast":[…],"lower":[…],"upper":[…]}, the interval being of 95 %. A series too \
      short for an interval has null for both ends, one too short for a forecast also for that.
      """
  )

  func answer(_ request: JSONLine) throws -> JSONLine {
    let forecast = Forecast(
      try request.numbers("values"),
      season: try request.integer("season", in: 1...10_000),
      horizon: try request.integer("horizon", in: 1...10_000)
    )
    func ends(_ end: (ConfidenceInterval) -> Double) -> JSONLine {
      guard let forecast, !forecast.intervals.isEmpty else { return .null }
      return .numbers(forecast.intervals.map(end))
    }
    return .object([
      ("name", request["name"] ?? .null),
      ("forecast", forecast.map { .numbers($0.points) } ?? .null),
      ("lower", ends(\.lower)), ("upper", ends(\.upper)),
    ])
  }
}
