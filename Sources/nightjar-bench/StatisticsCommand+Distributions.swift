import Statistics

extension StatisticsCommand {
  /// Functions of numbers.
  static var distributions: [String: (JSONLine) throws -> JSONLine] {
    [
      "normal": { request in
        let z = try request.number("z")
        return .object([
          ("cumulative", .number(NormalDistribution.cumulative(z))),
          ("upper", .number(NormalDistribution.upperTail(z))),
        ])
      },
      "normal_quantile": { request in
        .object([("z", .number(NormalDistribution.quantile(try request.number("p"))))])
      },
      "student": { request in
        let student = StudentDistribution(degreesOfFreedom: try positive(request, "freedom"))
        return .object([
          ("two_sided", .number(student.twoSided(try request.number("t")))),
          ("quantile", .number(student.quantile(try request.number("p")))),
        ])
      },
      "chi_square": { request in
        let distribution = ChiSquareDistribution(
          degreesOfFreedom: try positive(request, "freedom")
        )
        return .object([
          ("upper", .number(distribution.upperTail(try request.number("x")))),
          ("quantile", .number(distribution.quantile(try request.number("p")))),
        ])
      },
      "binomial": { request in
        let trials = try request.integer("trials", in: 0...1_000_000_000)
        let distribution = BinomialDistribution(
          trials: Int64(trials),
          probability: min(1, max(0, try request.number("probability")))
        )
        let successes = Int64(try request.integer("successes", in: 0...1_000_000_000))
        return .object([
          ("mass", .number(distribution.mass(successes))),
          ("below", .number(distribution.tails(from: successes).below)),
          ("at_least", .number(distribution.tails(from: successes).atLeast)),
        ])
      },
      "quantile_interval": { request in
        let interval = QuantileInterval(
          rank: min(1, max(0, try request.number("rank"))),
          count: Int64(try request.integer("count", in: 0...1_000_000_000))
        )
        return .object([
          ("lower", interval.lowerRank.map { .number(Double($0)) } ?? .null),
          ("upper", interval.upperRank.map { .number(Double($0)) } ?? .null),
        ])
      },
    ]
  }

  static func positive(_ request: JSONLine, _ key: String) throws -> Double {
    let value = try request.number(key)
    guard value > 0 else { throw JSONLine.Failure(description: "\"\(key)\" must be positive") }
    return value
  }
}
