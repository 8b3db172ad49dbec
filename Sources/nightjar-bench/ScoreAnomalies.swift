import ArgumentParser
import Statistics

/// Prints how unusual each value of a series is, so that the score can be compared with others'.
struct ScoreAnomalies: LineByLine {
  static let configuration = CommandConfiguration(
    commandName: "score-anomalies",
    abstract: "Prints a score for each value of series, from its past alone.",
    discussion: """
      Reads one series a line, {"name":…,"values":[…]}, and prints for each {"name":…,"scores":[…]}, \
      in 0...1.
      """
  )

  func answer(_ request: JSONLine) throws -> JSONLine {
    let values = try request.numbers("values")
    let score = AnomalyScore(period: Self.period(values))
    let scores = score.scores(values, refractory: values.count / 20)
    return .object([("name", request["name"] ?? .null), ("scores", .numbers(scores))])
  }

  /// The values in a day, which outside series do not tell: hours, half or quarter hours when the
  /// first part shows such a period, else five minutes.
  private static func period(_ values: [Double]) -> Int {
    let start = Array(values.prefix(values.count * 15 / 100))
    return Seasonality.period(among: [24, 48, 96], of: start) ?? 288
  }
}
