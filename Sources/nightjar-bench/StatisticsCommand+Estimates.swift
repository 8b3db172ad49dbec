import Statistics

extension StatisticsCommand {
  /// Functions of samples.
  static var estimates: [String: (JSONLine) throws -> JSONLine] {
    [
      "theil_sen": { request in
        let (x, y) = try pairs(request)
        guard let fit = TheilSenSlope(x: x, y: y) else { return .null }
        return .object([
          ("slope", .number(fit.slope)), ("intercept", .number(fit.intercept)),
          ("interval", fit.interval.json),
        ])
      },
      "spearman": { request in
        let (x, y) = try pairs(request)
        guard let result = SpearmanCorrelation(x, y) else { return .null }
        return .object([("r", .number(result.coefficient)), ("p", .number(result.pValue))])
      },
      "kendall": { request in
        let (x, y) = try pairs(request)
        let result = KendallCorrelation(x, y)
        return .object([
          ("tau", .number(result.coefficient)), ("s", .number(Double(result.score))),
          ("variance", .number(result.scoreVariance)),
        ])
      },
      "rank_sum": { request in
        guard let test = RankSumTest(try request.numbers("x"), try request.numbers("y")) else {
          return .null
        }
        return .object([("u", .number(test.statistic)), ("p", .number(test.pValue))])
      },
      "welch": { request in
        guard let test = WelchTest(try request.numbers("x"), try request.numbers("y")) else {
          return .null
        }
        return .object([
          ("t", .number(test.statistic)), ("p", .number(test.pValue)),
          ("freedom", .number(test.degreesOfFreedom)),
        ])
      },
      "interval_rank": { request in
        let sizes = (try request.integer("n", in: 1...500), try request.integer("m", in: 1...500))
        let tail = try request.number("tail")
        let rank = MannWhitneyDistribution(sizes.0, sizes.1).largest(withTail: tail)
        return .object([("rank", rank.map { .number(Double($0)) } ?? .null)])
      },
      "shift": { request in
        let (x, y) = (try request.numbers("x"), try request.numbers("y"))
        return .object([
          ("shift", HodgesLehmann.shift(from: x, to: y).map { .number($0) } ?? .null),
          ("interval", HodgesLehmann.interval(from: x, to: y, confidence: 0.95).json),
          ("effect", CommonLanguageEffect.size(of: x, below: y).map { .number($0) } ?? .null),
        ])
      },
      "adjusted": { request in
        let values = try request.numbers("p")
        return .object([
          ("positive", .numbers(FalseDiscoveryRate.adjusted(values))),
          ("arbitrary", .numbers(FalseDiscoveryRate.adjusted(values, dependence: .arbitrary))),
        ])
      },
      "non_negative": { request in
        let rows = try request.rows("rows")
        let outcomes = try request.numbers("outcomes")
        guard let size = rows.first?.count, size > 0, rows.count == outcomes.count,
          rows.allSatisfy({ $0.count == size })
        else { throw JSONLine.Failure(description: "rows of one length, an outcome for each") }
        var squares = NonNegativeLeastSquares(size: size)
        for (row, outcome) in zip(rows, outcomes) { squares.add(row, outcome: outcome) }
        let ridge = try request.number("ridge")
        return .object([("coefficients", .numbers(squares.coefficients(ridge: ridge)))])
      },
      "proportions": { request in
        let first = try proportion(request, "first")
        let second = try proportion(request, "second")
        guard let ratio = RiskRatio(first, second) else { return .null }
        var test = MantelHaenszelTest()
        test.add(first, second)
        return .object([
          ("wilson", first.interval().json), ("ratio", .number(ratio.ratio)),
          ("interval", ratio.interval.json), ("chi_square", .number(test.chiSquare())),
          ("p", .number(test.pValue())),
        ])
      },
    ]
  }

  static func pairs(_ request: JSONLine) throws -> (x: [Double], y: [Double]) {
    let (x, y) = (try request.numbers("x"), try request.numbers("y"))
    guard x.count == y.count else {
      throw JSONLine.Failure(description: "\"x\" and \"y\" must have as many numbers")
    }
    return (x, y)
  }

  private static func proportion(_ request: JSONLine, _ key: String) throws -> Proportion {
    let counts = try request.numbers(key).compactMap { Int64(exactly: $0) }
    guard counts.count == 2, counts[0] >= 0, counts[0] <= counts[1] else {
      throw JSONLine.Failure(description: "\"\(key)\" must be a count and its total")
    }
    return Proportion(count: counts[0], of: counts[1])
  }
}
