internal import MetricLog
internal import Statistics

/// The share of requests with errors, by service, environment and stretch of time.
struct ErrorStretches {
  private struct Counts {
    var requests: Int64 = 0
    var failed: Int64 = 0
  }

  private let input: RuleInput
  private var counts: [ScopeKey: [Int32: Counts]] = [:]

  init(_ input: RuleInput) {
    self.input = input
    let operations = [input.digest.operations.items, input.digest.operations.others].joined()
    for operation in operations {
      let scope = ScopeKey(service: operation.key.service, env: operation.key.env)
      for cell in operation.cells {
        var count = counts[scope]?[cell.stretch] ?? Counts()
        count.requests = count.requests.addingClamped(cell.tally.requests)
        count.failed = count.failed.addingClamped(cell.tally.requestsWithErrors)
        counts[scope, default: [:]][cell.stretch] = count
      }
    }
  }

  /// One alert a service and environment at most, in the order of their names.
  func alerts(_ levels: AlertLevels) -> [LogAlert] {
    let scopes = counts.keys.sorted { ($0.service, $0.env) < ($1.service, $1.env) }
    return scopes.compactMap { scope in
      let hours = input.digest.periods.cells.stretchHours
      var series = StretchSeries(rule: .errorRate, stretchHours: Int(hours))
      for (stretch, count) in (counts[scope] ?? [:]).sorted(by: { $0.key < $1.key })
      where count.requests >= StretchSeries.leastCountOfRate {
        let percent = 100 * Double(count.failed) / Double(count.requests)
        series.points.append(StretchSeries.Point(stretch: stretch, value: percent))
      }
      var alert = series.alert(levels)
      alert?.service = input.text(scope.service)
      alert?.env = input.text(scope.env)
      return alert
    }
  }
}

/// How far each cache's hit rate fell below what it was before, stretch by stretch.
struct CacheStretches {
  private let input: RuleInput

  /// What a stretch weighs in the usual rate: as servers average.
  private static let share = 0.1

  init(_ input: RuleInput) { self.input = input }

  /// One alert a cache level at most, in the order of names.
  func alerts(_ levels: AlertLevels) -> [LogAlert] {
    CacheHistory.all(input).compactMap { history in
      let hours = input.digest.periods.breakdowns.stretchHours
      var series = StretchSeries(rule: .cacheHitRateFall, stretchHours: Int(hours))
      var usual: Double?
      for (stretch, sums) in history.byStretch.sorted(by: { $0.key < $1.key }) {
        guard sums.lookups >= StretchSeries.leastCountOfRate, let rate = sums.hits?.value else {
          continue
        }
        if let before = usual {
          let fall = (before - rate) * 100
          series.points.append(StretchSeries.Point(stretch: stretch, value: fall))
        }
        usual = usual.map { $0 + (rate - $0) * Self.share } ?? rate
      }
      var alert = series.alert(levels)
      alert?.service = input.text(history.key.service)
      alert?.env = input.text(history.key.env)
      let name = input.text(history.key.name)
      alert?.subject = history.key.level > 0 ? "\(name), level \(history.key.level)" : name
      return alert
    }
  }
}

/// What was lent out and asked for of each pool, stretch by stretch, in percent of its size.
struct PoolStretches {
  private let input: RuleInput
  private let cover: NameCover

  init(_ input: RuleInput, _ cover: NameCover) {
    self.input = input
    self.cover = cover
  }

  /// One alert a host, release and pool at most, in the order of names.
  func alerts(_ levels: AlertLevels) -> [LogAlert] {
    let hours = input.digest.eventGrid.stretchHours
    return input.digest.processes.sorted.compactMap { key, timeline in
      guard key.isPool else { return nil }
      var series = StretchSeries(rule: .poolExhaustion, stretchHours: Int(hours))
      for entry in timeline.entries where entry.value.size > 0 {
        series.points.append(
          StretchSeries.Point(stretch: entry.stretch, value: Self.percent(entry.value))
        )
      }
      var alert = series.alert(levels)
      alert?.service = input.text(key.service)
      alert?.env = input.text(key.env)
      alert?.subject = input.text(key.pool)
      alert?.host = cover.host(input.text(key.host))
      return alert
    }
  }

  /// The most of a stretch's samples.
  ///
  /// Who waits does so because everything is lent out, so the size goes with the most that waited.
  private static func percent(_ tally: ProcessTally) -> Double {
    let size = Double(tally.size)
    let waiting = Double(tally.second.max)
    return 100 * (waiting > 0 ? size + waiting : Double(tally.first.max)) / size
  }
}
