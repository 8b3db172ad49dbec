import ArgumentParser
import Statistics

/// Prints the change points of series, so that the detector can be scored on data from elsewhere.
struct ScoreChanges: LineByLine {
  static let configuration = CommandConfiguration(
    commandName: "score-changes",
    abstract: "Prints the change points of series.",
    discussion: """
      Reads one series a line, {"name":…,"values":[…]}, and prints for each the first places of new \
      regimes, counted from 0: {"name":…,"watch":[…],"confirmed":[…]}.
      """
  )

  /// The spacing of outside series is not known, so the usual periods of all are tried.
  private static let detector = ChangePointDetector(periods: [4, 7, 12, 24, 52])

  func answer(_ request: JSONLine) throws -> JSONLine {
    let values = try request.numbers("values")
    func places(_ tier: ChangePointDetector.Tier) -> JSONLine {
      .integers(Self.detector.changes(in: values, tier: tier).changePoints.map(\.index))
    }
    return .object([
      ("name", request["name"] ?? .null), ("watch", places(.watch)),
      ("confirmed", places(.confirmed)),
    ])
  }
}
