internal import Statistics

extension Comparison {
  /// What the hours of the last day say of an operation before there are days enough: a first look.
  package struct Provisional: Sendable, Equatable {
    package var operation: OperationName
    /// The relative change of the hours' means against the same hours of earlier weeks.
    package var effect: Double
    package var effectLower: Double
    package var effectUpper: Double
    /// The hours that could be compared.
    package var hours: Int
    /// After the correction for all operations looked at.
    package var adjustedPValue: Double

    package init(
      operation: OperationName,
      effect: Double,
      effectLower: Double,
      effectUpper: Double,
      hours: Int,
      adjustedPValue: Double
    ) {
      (self.operation, self.hours, self.adjustedPValue) = (operation, hours, adjustedPValue)
      (self.effect, self.effectLower, self.effectUpper) = (effect, effectLower, effectUpper)
    }
  }
}

/// Looks at the hours of one day against the same hours of the weeks before.
package struct ProvisionalChanges: Sendable {
  /// How many days before the judged one are needed: eight weeks.
  package static let days: Int32 = 56
  /// Requests that an hour needs.
  private static let leastRequests: Int64 = 6
  /// The relative change that matters.
  private static let minimumEffect = 0.1

  /// Finds operations whose last day differs.
  ///
  /// - Parameters:
  ///   - hours: The hours of the days, the judged one among them.
  ///   - last: The day to judge.
  ///   - operations: Those that are large enough to be looked at.
  /// - Returns: The changes that the hours suggest, the largest first.
  package static func changes(
    _ hours: [(day: Day, hours: DayHours)],
    last: Day,
    operations: [OperationName]
  ) -> [Comparison.Provisional] {
    let tests = operations.compactMap { name -> (OperationName, ProvisionalComparison)? in
      let (judged, before) = values(of: name, hours, last: last)
      return ProvisionalComparison(candidate: judged, history: before).map { (name, $0) }
    }
    let adjusted = FalseDiscoveryRate.adjusted(tests.map(\.1.pValue))
    let suggested = zip(tests, adjusted).compactMap { entry, pValue -> Comparison.Provisional? in
      let (name, test) = entry
      guard pValue <= 0.05, test.suggestsChange(minimumEffect: minimumEffect) else { return nil }
      return Comparison.Provisional(
        operation: name,
        effect: RealFunction.expm1(test.shift),
        effectLower: RealFunction.expm1(test.interval.lower),
        effectUpper: RealFunction.expm1(test.interval.upper),
        hours: test.hours,
        adjustedPValue: pValue
      )
    }
    return suggested.sorted { left, right in
      left.effect.magnitude != right.effect.magnitude
        ? left.effect.magnitude > right.effect.magnitude : left.operation < right.operation
    }
  }

  private static func values(
    of name: OperationName,
    _ hours: [(day: Day, hours: DayHours)],
    last: Day
  ) -> (judged: [HourlyValue], before: [HourlyValue]) {
    var (judged, before): ([HourlyValue], [HourlyValue]) = ([], [])
    for (day, table) in hours where day <= last {
      for hour in table.rows[name]?.hours ?? [] where hour.requests >= leastRequests {
        let mean = Double(hour.durationNanoseconds) / Double(hour.requests)
        guard mean > 0 else { continue }
        let value = HourlyValue(
          hour: Int(day.number) * 24 + Int(hour.hour),
          value: RealFunction.log(mean)
        )
        if day == last { judged.append(value) } else { before.append(value) }
      }
    }
    return (judged, before)
  }
}
