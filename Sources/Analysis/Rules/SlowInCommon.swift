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

  /// One sampled request of an operation.
  private struct Case {
    var isSlow: Bool
    var stratum: Int32
    var features: Set<Feature>
  }

  /// A property that was tried.
  private struct Trial {
    var operation: Int
    var features: [Feature]
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

  private func cases(_ operation: OperationEvidence) -> [Case] {
    guard let border = operation.duration.quantile(0.95) else { return [] }
    let cases = operation.requests.map { request in
      Case(
        isSlow: request.nanoseconds > border,
        stratum: TimeGrid.hour(ofMicroseconds: request.timeMicroseconds),
        features: Self.features(operation, request)
      )
    }
    return cases.filter(\.isSlow).count >= limits.minSlow ? cases : []
  }

  private static func features(
    _ operation: OperationEvidence,
    _ request: SampledRequest
  ) -> Set<Feature> {
    var features: Set<Feature> = [
      Feature(dimension: .host, first: request.host.index, second: 0),
      Feature(dimension: .release, first: request.release.index, second: 0),
      Feature(dimension: .signature, first: request.signature.index, second: 0),
      Feature(
        dimension: .hour,
        first: UInt32(clamping: TimeGrid.hour(ofMicroseconds: request.timeMicroseconds)),
        second: 0
      ),
    ]
    if request.presence.contains(.client) {
      let client = request.clientName.index
      features.insert(Feature(dimension: .client, first: client, second: 0))
      features.insert(
        Feature(dimension: .clientVersion, first: client, second: request.clientVersion.index)
      )
    }
    if request.presence.contains(.refused) {
      features.insert(
        Feature(dimension: .refusal, first: UInt32(request.refusal.rawValue), second: 0)
      )
    }
    for code in operation.parts(request, .errorCode) {
      features.insert(Feature(dimension: .errorCode, first: code.first.index, second: 0))
    }
    for cache in operation.parts(request, .cache) where (cache.measured ?? 0) > 0 {
      features.insert(
        Feature(dimension: .cacheMiss, first: cache.first.index, second: cache.second)
      )
    }
    for field in operation.parts(request, .field) {
      guard let items = field.measured, items > 0 else { continue }
      // At least 1, 2, 4, … items: a longer list has every shorter one's property.
      for power in 0...UInt32(63 - items.leadingZeroBitCount) {
        features.insert(Feature(dimension: .listItems, first: field.first.index, second: power))
      }
    }
    return features
  }

  // MARK: - Trials

  private func trials(_ cases: [Case], operation: Int) -> [Trial] {
    let counts = cases.reduce(into: [Feature: Int]()) { counts, one in
      for feature in one.features { counts[feature, default: 0] += 1 }
    }
    return counts.filter { $0.value >= limits.minTotal && $0.value < cases.count }.keys.sorted()
      .map { trial(cases, operation: operation, [$0]) }
  }

  private func pairTrials(
    _ cases: [Case],
    operation: Int,
    _ found: [(trial: Trial, adjusted: Double)]
  ) -> [Trial] {
    guard !found.isEmpty else { return [] }
    let ratios = found.reduce(into: [Feature: Double]()) {
      $0[$1.trial.features[0]] = $1.trial.ratio
    }
    let singles = trials(cases, operation: operation)
    return found.prefix(limits.most).flatMap { first in
      singles.compactMap { second -> Trial? in
        let features = [first.trial.features[0], second.features[0]]
        guard features[0].dimension != features[1].dimension,
          ratios[features[1]] == nil || features[0] < features[1]
        else { return nil }
        let pair = trial(cases, operation: operation, features)
        let larger = max(first.trial.ratio, second.ratio)
        guard pair.slow + pair.other >= Int64(limits.minTotal),
          pair.ratio > limits.minPairGain * larger
        else { return nil }
        return pair
      }
    }
  }

  private func trial(_ cases: [Case], operation: Int, _ features: [Feature]) -> Trial {
    var strata: [Int32: (slow: (with: Int64, all: Int64), other: (with: Int64, all: Int64))] = [:]
    let isHour = features.contains { $0.dimension == .hour }
    for one in cases {
      let key = isHour ? 0 : one.stratum
      let has: Int64 = features.allSatisfy(one.features.contains) ? 1 : 0
      if one.isSlow {
        strata[key, default: ((0, 0), (0, 0))].slow.with += has
        strata[key]?.slow.all += 1
      } else {
        strata[key, default: ((0, 0), (0, 0))].other.with += has
        strata[key]?.other.all += 1
      }
    }
    var test = MantelHaenszelTest()
    var (slow, other) = (Int64(0), Int64(0))
    for (_, stratum) in strata.sorted(by: { $0.key < $1.key }) {
      test.add(
        Proportion(count: stratum.slow.with, of: stratum.slow.all),
        Proportion(count: stratum.other.with, of: stratum.other.all)
      )
      slow += stratum.slow.with
      other += stratum.other.with
    }
    return Trial(
      operation: operation,
      features: features,
      test: test,
      slow: slow,
      other: other,
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

  private func value(_ trial: Trial, _ adjusted: Double, _ cases: [Case]) -> CommonValue {
    var value = CommonValue(property: property(trial.features[0]))
    if trial.features.count > 1 { value.second = property(trial.features[1]) }
    value.slow = trial.slow
    value.other = trial.other
    value.slowTotal = Int64(cases.filter(\.isSlow).count)
    value.otherTotal = Int64(cases.count) - value.slowTotal
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
