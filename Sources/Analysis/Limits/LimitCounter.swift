internal import MetricLog
internal import Statistics

/// Counts what one cap would have refused.
struct LimitCounter {
  let strata: [LimitStratum]
  let kind: LimitKind
  let input: RuleInput
  let cover: NameCover

  /// The most operations and clients that are named.
  private static let sliceLimit = 5

  /// What a cap would have done.
  func candidate(_ cap: Double, _ reason: LimitCandidate.Reason) -> LimitCandidate {
    var candidate = LimitCandidate(cap: cap, reason: reason)
    // Where the largest value is within the cap nothing is refused, and nothing is in doubt.
    let over = strata.filter { $0.largest > cap }
    candidate.refused = count(over, cap) { _ in true }
    candidate.refusedWithoutError = count(over, cap, \.isLegitimate)
    if kind.isStatic {
      setSavings(over, &candidate)
    } else {
      setTimes(over, &candidate)
    }
    candidate.operations = operations(over, cap)
    candidate.clients = clients(cap)
    return candidate
  }

  private func count(
    _ over: [LimitStratum],
    _ cap: Double,
    _ holds: (LimitStratum.Judged) -> Bool
  ) -> AlertCount {
    var total = StratifiedTotal()
    for stratum in over {
      total.addCount(
        stratum.judged.map { judged in
          let isCounted = judged.value > cap && holds(judged)
          return StratifiedTotal.Record(value: isCounted ? 1 : 0, weight: judged.weight)
        },
        population: stratum.judgedPopulation,
        recordCount: stratum.judgedRecords
      )
    }
    if total.isComplete { return AlertCount(exactly: Int64(total.estimate)) }
    let interval = total.interval()
    let most = min(interval.upper, total.ceiling).rounded(.up)
    return AlertCount(
      likely: Int64(total.estimate.rounded()),
      least: Int64(interval.lower.rounded(.down)),
      most: Int64(most),
      basis: .sample
    )
  }

  // MARK: - What is saved

  /// Whoever is refused before execution saves all that it took.
  private func setSavings(_ over: [LimitStratum], _ candidate: inout LimitCandidate) {
    let time = total(over, candidate.cap) { Double($0.request.nanoseconds) }
    candidate.savedNanoseconds = time.estimate
    candidate.savedLow = time.interval().lower
    candidate.savedHigh = time.interval().upper
    let database = total(over, candidate.cap) { Double($0.request.databaseNanoseconds) }
    candidate.savedDatabaseNanoseconds = database.estimate
  }

  private func total(
    _ over: [LimitStratum],
    _ cap: Double,
    _ value: (LimitStratum.Judged) -> Double
  ) -> StratifiedTotal {
    var total = StratifiedTotal()
    for stratum in over {
      total.add(
        stratum.judged.map { judged in
          StratifiedTotal.Record(
            value: judged.value > cap ? value(judged) : 0,
            weight: judged.weight
          )
        },
        population: stratum.judgedPopulation,
        recordCount: stratum.judgedRecords
      )
    }
    return total
  }

  /// Who is stopped when time is up saves what it took beyond.
  ///
  /// Histograms have every request, so they count better than the sample; but they have those that a
  /// limit had refused already as well.
  private func setTimes(_ over: [LimitStratum], _ candidate: inout LimitCandidate) {
    let nanoseconds = candidate.cap * 1e6
    if over.contains(where: { $0.evidence.tally.refused > 0 }) {
      let time = total(over, candidate.cap) { Double($0.request.nanoseconds) - nanoseconds }
      candidate.savedNanoseconds = time.estimate
      candidate.savedLow = time.interval().lower
      candidate.savedHigh = time.interval().upper
      return
    }
    var exceedance = Exceedance()
    for stratum in over {
      for cell in stratum.evidence.digest.cells {
        exceedance.add(cell.duration.count(above: nanoseconds))
        candidate.savedNanoseconds += cell.duration.excess(above: nanoseconds)
      }
    }
    candidate.refused = AlertCount(exceedance)
  }

  // MARK: - Whom it concerns

  private func operations(_ over: [LimitStratum], _ cap: Double) -> [LimitSlice] {
    let slices = over.compactMap { stratum -> LimitSlice? in
      let refused = stratum.scale * Self.weight(stratum.judged.filter { $0.value > cap })
      guard refused > 0 else { return nil }
      var slice = LimitSlice()
      slice.operation = stratum.operation(input)
      slice.refused = refused
      slice.share = refused / stratum.judgedPopulation
      return slice
    }
    return Self.first(slices)
  }

  private struct Client: Hashable, Comparable {
    var name: Symbol
    var version: Symbol

    static func < (left: Client, right: Client) -> Bool {
      (left.name, left.version) < (right.name, right.version)
    }
  }

  private func clients(_ cap: Double) -> [LimitSlice] {
    var counts: [Client: (refused: Double, all: Double)] = [:]
    for stratum in strata {
      for judged in stratum.judged where judged.request.presence.contains(.client) {
        let request = judged.request
        let client = Client(name: request.clientName, version: request.clientVersion)
        let weight = stratum.scale * judged.weight
        counts[client, default: (0, 0)].all += weight
        if judged.value > cap { counts[client, default: (0, 0)].refused += weight }
      }
    }
    let slices = counts.sorted { $0.key < $1.key }.filter { $0.value.refused > 0 }.map {
      client,
      count in
      var slice = LimitSlice()
      slice.client = cover.client(input.text(client.name))
      slice.version = input.text(client.version)
      (slice.refused, slice.share) = (count.refused, count.refused / count.all)
      return slice
    }
    return Self.first(slices)
  }

  private static func weight(_ judged: [LimitStratum.Judged]) -> Double {
    judged.reduce(0.0) { $0 + $1.weight }
  }

  /// Those with the most refused requests; of equal ones the first stays first.
  private static func first(_ slices: [LimitSlice]) -> [LimitSlice] {
    let sorted = slices.enumerated().sorted { left, right in
      (right.element.refused, left.offset) < (left.element.refused, right.offset)
    }
    return sorted.prefix(sliceLimit).map(\.element)
  }
}
