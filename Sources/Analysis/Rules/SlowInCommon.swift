internal import MetricLog
internal import Statistics

/// What the slow requests of an operation have in common and its others have not.
///
/// Slow is what lies above the operation's own p95. For every property of the sampled requests, how
/// often slow and other requests have it is compared within hours (Mantel and Haenszel), so that a slow
/// hour with other clients than usual does not pass for slow clients. The p values of everything tried in
/// the report are adjusted together (Benjamini and Hochberg). Pairs are tried for the properties found.
struct SlowInCommon {
  /// What decides what is told.
  struct Limits: Sendable {
    /// Slow requests among the sampled, to try anything.
    var minSlow = 10
    /// Requests with the property, to be tried.
    var minTotal = 20
    var minSlowWithProperty: Int64 = 8
    var minCoverage = 0.05
    var minRiskRatio = 1.5
    var maxAdjustedP = 0.05
    /// A pair's risk ratio to the larger of its single ones.
    var minPairGain = 1.3
    /// How many values an operation tells.
    var most = 6
  }

  /// A property as symbols and numbers.
  struct Feature: Hashable, Comparable {
    var dimension: CommonValue.Property.Dimension
    var first: UInt32
    var second: UInt32

    static func < (left: Feature, right: Feature) -> Bool {
      (left.dimension.rawValue, left.first, left.second)
        < (right.dimension.rawValue, right.first, right.second)
    }
  }

  /// The sampled requests of an operation, by number: properties and hours count from 0.
  private struct Cases {
    /// Properties in the order of their first appearance.
    var features: [Feature] = []
    var isSlow: [Bool] = []
    /// The hour of each request.
    var strata: [Int] = []
    /// The properties of each request.
    var owned: [[Int32]] = []
    var hours = 0

    var slowTotal: Int64 { Int64(isSlow.filter { $0 }.count) }
  }

  /// A property that was tried.
  private struct Trial {
    var operation: Int
    var features: [Feature]
    /// The requests that have all of them.
    var holders: [Int32]
    var test: MantelHaenszelTest
    var slow: Int64
    var other: Int64
    var pValue: Double

    var ratio: Double { test.riskRatio()?.ratio ?? .infinity }
  }

  private let names: SymbolTable
  private let limits: Limits

  init(_ names: SymbolTable, _ limits: Limits = Limits()) {
    self.names = names
    self.limits = limits
  }

  /// What each of the operations' slow requests have in common, in their order.
  ///
  /// - Complexity: O(*n f*), *n* being the sampled requests and *f* the properties of one.
  func values(_ operations: [OperationEvidence]) -> [[CommonValue]] {
    let cases = operations.map { self.cases($0) }
    let singles = cases.indices.flatMap { trials(cases[$0], operation: $0) }
    let found = significant(singles)
    let pairs = cases.indices.flatMap { index in
      pairTrials(cases[index], operation: index, found.filter { $0.trial.operation == index })
    }
    var values = [[CommonValue]](repeating: [], count: operations.count)
    for (trial, adjusted) in found + significant(pairs) {
      values[trial.operation].append(value(trial, adjusted, cases[trial.operation]))
    }
    return values.map { values in
      Array(values.sorted { Self.score($0) > Self.score($1) }.prefix(limits.most))
    }
  }

  /// What is common to many slow requests and rare among others comes first.
  private static func score(_ value: CommonValue) -> Double {
    value.coverage * RealFunction.log(min(1e6, max(1, value.riskRatio)))
  }

  // MARK: - Requests as cases

  private func cases(_ operation: OperationEvidence) -> Cases {
    var cases = Cases()
    guard let border = operation.duration.quantile(0.95),
      operation.requests.filter({ $0.nanoseconds > border }).count >= limits.minSlow
    else { return cases }
    var numbers: [Feature: Int32] = [:]
    var hours: [Int32: Int] = [:]
    for request in operation.requests {
      let hour = TimeGrid.hour(ofMicroseconds: request.timeMicroseconds)
      let stratum = hours[hour] ?? hours.count
      hours[hour] = stratum
      cases.strata.append(stratum)
      cases.isSlow.append(request.nanoseconds > border)
      var owned: [Int32] = []
      Self.features(operation, request) { feature in
        let number = numbers[feature] ?? Int32(cases.features.count)
        if number == cases.features.count {
          numbers[feature] = number
          cases.features.append(feature)
        }
        if !owned.contains(number) { owned.append(number) }
      }
      cases.owned.append(owned)
    }
    cases.hours = hours.count
    return cases
  }

  /// Tells every property of a request.
  private static func features(
    _ operation: OperationEvidence,
    _ request: SampledRequest,
    _ tell: (Feature) -> Void
  ) {
    func add(_ dimension: CommonValue.Property.Dimension, _ first: UInt32, _ second: UInt32 = 0) {
      tell(Feature(dimension: dimension, first: first, second: second))
    }
    add(.host, request.host.index)
    add(.release, request.release.index)
    add(.signature, request.signature.index)
    add(.hour, UInt32(clamping: TimeGrid.hour(ofMicroseconds: request.timeMicroseconds)))
    if request.presence.contains(.client) {
      add(.client, request.clientName.index)
      add(.clientVersion, request.clientName.index, request.clientVersion.index)
    }
    if request.presence.contains(.refused) { add(.refusal, UInt32(request.refusal.rawValue)) }
    for code in operation.parts(request, .errorCode) { add(.errorCode, code.first.index) }
    for cache in operation.parts(request, .cache) where (cache.measured ?? 0) > 0 {
      add(.cacheMiss, cache.first.index, cache.second)
    }
    for field in operation.parts(request, .field) {
      guard let items = field.measured, items > 0 else { continue }
      // At least 1, 2, 4, … items: a longer list has every shorter one's property.
      for power in 0...UInt32(63 - items.leadingZeroBitCount) {
        add(.listItems, field.first.index, power)
      }
    }
  }

  // MARK: - Trials

  private func trials(_ cases: Cases, operation: Int) -> [Trial] {
    var counts = [Int](repeating: 0, count: cases.features.count)
    for owned in cases.owned { for number in owned { counts[Int(number)] += 1 } }
    // Which requests have each property that is tried.
    var holders = [[Int32]](repeating: [], count: cases.features.count)
    let isTried = counts.map { $0 >= limits.minTotal && $0 < cases.owned.count }
    for (request, owned) in cases.owned.enumerated() {
      for number in owned where isTried[Int(number)] {
        holders[Int(number)].append(Int32(request))
      }
    }
    return cases.features.indices.filter { isTried[$0] }
      .sorted { cases.features[$0] < cases.features[$1] }
      .map { trial(cases, operation: operation, [cases.features[$0]], holders[$0]) }
  }

  private func pairTrials(
    _ cases: Cases,
    operation: Int,
    _ found: [(trial: Trial, adjusted: Double)]
  ) -> [Trial] {
    guard !found.isEmpty else { return [] }
    let ratios = found.reduce(into: [Feature: Double]()) {
      $0[$1.trial.features[0]] = $1.trial.ratio
    }
    let singles = trials(cases, operation: operation)
    return found.prefix(limits.most).flatMap { first in
      let holders = Set(first.trial.holders)
      return singles.compactMap { second -> Trial? in
        let features = [first.trial.features[0], second.features[0]]
        guard features[0].dimension != features[1].dimension,
          ratios[features[1]] == nil || features[0] < features[1]
        else { return nil }
        let both = second.holders.filter(holders.contains)
        guard both.count >= limits.minTotal else { return nil }
        let pair = trial(cases, operation: operation, features, both)
        let larger = max(first.trial.ratio, second.ratio)
        return pair.ratio > limits.minPairGain * larger ? pair : nil
      }
    }
  }

  /// Compares how often slow and other requests are among the holders of a property.
  private func trial(
    _ cases: Cases,
    operation: Int,
    _ features: [Feature],
    _ holders: [Int32]
  ) -> Trial {
    let isHour = features.contains { $0.dimension == .hour }
    let strata = isHour ? 1 : cases.hours
    var all = [(slow: Int64, other: Int64)](repeating: (0, 0), count: strata)
    var with = all
    for (stratum, isSlow) in zip(cases.strata, cases.isSlow) {
      let stratum = isHour ? 0 : stratum
      if isSlow { all[stratum].slow += 1 } else { all[stratum].other += 1 }
    }
    for holder in holders {
      let stratum = isHour ? 0 : cases.strata[Int(holder)]
      if cases.isSlow[Int(holder)] { with[stratum].slow += 1 } else { with[stratum].other += 1 }
    }
    var test = MantelHaenszelTest()
    for (with, all) in zip(with, all) {
      test.add(
        Proportion(count: with.slow, of: all.slow),
        Proportion(count: with.other, of: all.other)
      )
    }
    return Trial(
      operation: operation,
      features: features,
      holders: holders,
      test: test,
      slow: with.reduce(0) { $0 + $1.slow },
      other: with.reduce(0) { $0 + $1.other },
      pValue: test.pValue(isCorrected: true)
    )
  }

  private func significant(_ trials: [Trial]) -> [(trial: Trial, adjusted: Double)] {
    let adjusted = FalseDiscoveryRate.adjusted(trials.map(\.pValue))
    return zip(trials, adjusted).map { (trial: $0, adjusted: $1) }.filter { trial, adjusted in
      adjusted <= limits.maxAdjustedP && trial.slow >= limits.minSlowWithProperty
        && trial.ratio >= limits.minRiskRatio
    }
  }

  private func value(_ trial: Trial, _ adjusted: Double, _ cases: Cases) -> CommonValue {
    var value = CommonValue(property: property(trial.features[0]))
    if trial.features.count > 1 { value.second = property(trial.features[1]) }
    value.slow = trial.slow
    value.other = trial.other
    value.slowTotal = cases.slowTotal
    value.otherTotal = Int64(cases.owned.count) - value.slowTotal
    value.adjustedP = adjusted
    if let (ratio, interval) = trial.test.riskRatio() {
      (value.riskRatio, value.low, value.high) = (ratio, interval.lower, interval.upper)
    } else if let katz = RiskRatio(
      Proportion(count: value.slow, of: value.slowTotal),
      Proportion(count: value.other, of: value.otherTotal)
    ) {
      value.riskRatio = katz.ratio
      (value.low, value.high) = (katz.interval.lower, katz.interval.upper)
    }
    return value
  }

  private func property(_ feature: Feature) -> CommonValue.Property {
    var property = CommonValue.Property(dimension: feature.dimension)
    let name = { (index: UInt32) in names.string(of: Symbol(index: index)) }
    switch feature.dimension {
    case .host, .release, .client, .signature, .errorCode: property.value = name(feature.first)
    case .clientVersion:
      (property.name, property.value) = (name(feature.first), name(feature.second))
    case .refusal:
      property.value = Refusal(rawValue: UInt8(truncatingIfNeeded: feature.first))?.name ?? ""
    case .cacheMiss:
      (property.name, property.value) = (name(feature.first), "level \(feature.second)")
    case .listItems:
      property.name = name(feature.first)
      property.value = "\(UInt64(1) << UInt64(feature.second)) or more"
    case .hour:
      let hour = feature.first % 24
      property.value = (hour < 10 ? "0" : "") + "\(hour):00"
    }
    return property
  }
}
