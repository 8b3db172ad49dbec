import ArgumentParser
import Statistics

/// Evaluates functions of Statistics for programs that compare them with others.
struct StatisticsCommand: LineByLine {
  static let configuration = CommandConfiguration(
    commandName: "statistics",
    abstract: "Evaluates functions of the room Statistics.",
    discussion: """
      Reads one request a line, {"function":…, …}, and prints one object a line. The functions and \
      their arguments are those of Tests/Conformance/compare_statistics.py. Infinite numbers are \
      printed as null.
      """
  )

  func answer(_ request: JSONLine) throws -> JSONLine {
    let name = try request.text("function")
    guard let function = Self.functions[name] else {
      throw JSONLine.Failure(description: "no function \"\(name)\"")
    }
    return try function(request)
  }

  private static var functions: [String: (JSONLine) throws -> JSONLine] {
    distributions.merging(estimates) { first, _ in first }
      .merging(series) { first, _ in first }
  }
}

extension ConfidenceInterval {
  /// Both ends, null where there is none.
  var json: JSONLine { .list([.number(lower), .number(upper)]) }
}
