/// What a comparison says.
package enum Verdict: Sendable, Equatable {
  /// It got worse, surely and notably.
  case regression
  /// It got better, surely and notably.
  case improvement
  /// Any change is too small to matter, and that is known: not a word for missing data.
  case unchanged
  /// Nothing can be said, and why.
  case inconclusive(Reason)

  /// Why a comparison has no result.
  package enum Reason: Sendable, Equatable {
    /// A side has too few days.
    case notEnoughDays
    /// A change may be there, but chance cannot be ruled out.
    case notSignificant
    /// A change is there, but smaller than what matters, or than what this series does by itself.
    case belowFloor
  }

  /// Which way is worse.
  package enum Direction: Sendable {
    /// Latencies, errors, statements.
    case upIsWorse
    /// Hit rates.
    case downIsWorse
  }
}

extension PeriodComparison {
  /// What the comparison says, as one of many.
  ///
  /// - Parameters:
  ///   - adjustedPValue: ``pValue`` after the correction for all tests of its family
  ///     (``FalseDiscoveryRate``).
  ///   - minimumEffect: The relative change that matters, such as 0.1; positive.
  ///   - meetsFloors: Whether the change matters in absolute terms too.
  ///   - direction: Which way is worse.
  /// - Returns: A change needs an adjusted p and a rank test of at most 5 %, an interval without 0, a
  ///   shift that matters and that is twice the noise floor. `unchanged` needs the interval of 90 %
  ///   within the change that matters.
  package func verdict(
    adjustedPValue: Double,
    minimumEffect: Double = 0.1,
    meetsFloors: Bool = true,
    direction: Verdict.Direction = .upIsWorse
  ) -> Verdict {
    guard hasEnoughDays, let shift else { return .inconclusive(.notEnoughDays) }
    let floor = RealFunction.log1p(minimumEffect)
    let isSignificant = adjustedPValue <= 0.05 && rankPValue <= 0.05 && !interval.contains(0)
    let isNotable = shift.magnitude >= max(floor, gate?.threshold ?? 0) && meetsFloors
    if isSignificant, isNotable {
      switch direction {
      case .upIsWorse: return shift > 0 ? .regression : .improvement
      case .downIsWorse: return shift < 0 ? .regression : .improvement
      }
    }
    if -floor <= equivalenceInterval.lower, equivalenceInterval.upper <= floor { return .unchanged }
    return .inconclusive(isSignificant ? .belowFloor : .notSignificant)
  }
}
