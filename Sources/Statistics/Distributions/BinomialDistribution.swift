/// The number of successes in independent trials of one probability.
package struct BinomialDistribution: Sendable {
  /// The number of trials, not negative.
  package let trials: Int64
  /// The chance of a success, in 0...1.
  package let probability: Double

  package init(trials: Int64, probability: Double) {
    precondition(trials >= 0, "trials are counted")
    precondition((0...1).contains(probability), "a probability is in 0...1")
    self.trials = trials
    self.probability = probability
  }

  /// Returns the probability of exactly `successes`.
  package func mass(_ successes: Int64) -> Double {
    guard (0...trials).contains(successes) else { return 0 }
    if probability == 0 { return successes == 0 ? 1 : 0 }
    if probability == 1 { return successes == trials ? 1 : 0 }
    let n = Double(trials)
    let k = Double(successes)
    let ways =
      GammaFunction.logarithm(n + 1) - GammaFunction.logarithm(k + 1)
      - GammaFunction.logarithm(n - k + 1)
    return RealFunction.exp(
      ways + k * RealFunction.log(probability) + (n - k) * RealFunction.log1p(-probability)
    )
  }

  /// Returns the probability of at most `successes`.
  package func cumulative(_ successes: Int64) -> Double { tails(from: successes + 1).below }

  /// Returns the probabilities of fewer than `successes` and of so many or more.
  ///
  /// Method: P(B >= k) = I(p; k, n - k + 1), the incomplete beta function, which has the digits of a
  /// sum of all the masses at the cost of a few of them.
  package func tails(from successes: Int64) -> (below: Double, atLeast: Double) {
    guard successes > 0 else { return (0, 1) }
    guard successes <= trials else { return (1, 0) }
    let tails = BetaFunction.incomplete(
      probability,
      complement: 1 - probability,
      Double(successes),
      Double(trials - successes + 1)
    )
    return (below: tails.upper, atLeast: tails.lower)
  }
}
