/// One simple way to continue a series.
struct ForecastMember: Sendable {
  /// Continues a history, which is never empty, by a number of values.
  let continuation: @Sendable (_ history: [Double], _ horizon: Int) -> [Double]

  /// The members for values within a day: `day` of them make a day, seven days a week.
  static func withinDays(day: Int) -> ForecastPool {
    let week = 7 * day
    return ForecastPool([
      ForecastMember { repeated($0, season: day, $1) },
      ForecastMember { repeated($0, season: week, $1) },
      ForecastMember { fadingSeasons($0, $1, season: week) },
      ForecastMember { history, horizon in
        let means = dayMeans(history, day: day)
        let ratio = means.before == 0 ? 1 : min(5, max(0.2, means.last / means.before))
        return repeated(history, season: week, horizon).map { $0 * ratio }
      },
      ForecastMember { history, horizon in
        let means = dayMeans(history, day: day)
        return repeated(history, season: week, horizon).map { $0 + means.last - means.before }
      },
      ForecastMember { history, horizon in
        let means = dayMeans(history, day: day)
        let drift = (means.last - means.before) / 7
        return repeated(history, season: day, horizon).enumerated().map {
          $1 + drift * Double($0 / day + 1)
        }
      },
      seasonal(day) { flat($0, $1) },
      seasonal(day) { ExponentialSmoothing.theta($0, horizon: $1) },
      seasonal(week) { flat($0, $1) },
      ForecastMember { history, horizon in
        let member = seasonal(week) { flat($0, $1) }
        guard history.allSatisfy({ $0 > 0 }) else { return member.continuation(history, horizon) }
        return member.continuation(history.map(RealFunction.log), horizon).map(RealFunction.exp)
      },
    ])
  }

  /// The members for days and weeks.
  ///
  /// - Returns: Several continuations of one history, in the order of the members.
  static func daily(season: Int) -> ForecastPool {
    guard season > 1 else { return ForecastPool(plain + [medians(season: season)]) }
    let levelled = ForecastMember { history, horizon in
      let last = history.suffix(season)
      let before = history.dropLast(season).suffix(season)
      let change =
        before.isEmpty
        ? 0
        : last.reduce(0, +) / Double(last.count) - before.reduce(0, +) / Double(before.count)
      return repeated(history, season: season, horizon).map { $0 + change }
    }
    let others =
      [medians(season: season), levelled, ForecastMember { repeated($0, season: season, $1) }]
    return ForecastPool(count: plain.count + others.count) { history, horizon in
      let isClear = Seasonality.period(among: [season], of: history) != nil
      let rests = isClear ? seasonal(season, plain, history, horizon) : nil
      return (rests ?? plain.map { $0.continuation(history, horizon) })
        + others.map { $0.continuation(history, horizon) }
    }
  }

  /// Members that know nothing of seasons.
  private static let plain: [ForecastMember] = [
    ForecastMember { repeated($0, season: 1, $1) },
    ForecastMember { drift($0, $1, share: 1) },
    ForecastMember { drift($0, $1, share: 0.5) },
    ForecastMember { flat($0, $1) },
    ForecastMember { ExponentialSmoothing.damped($0, horizon: $1) },
    ForecastMember { ExponentialSmoothing.theta($0, horizon: $1) },
  ]

  /// The median of each phase in the last four rounds.
  private static func medians(season: Int) -> ForecastMember {
    ForecastMember { history, horizon in
      (0..<horizon).map { step in
        let phase = history.count - season + step % season
        let places = stride(from: phase, through: 0, by: -season).prefix(4)
        return Median.of(places.filter { $0 >= 0 }.map { history[$0] }) ?? history[0]
      }
    }
  }

  private static func repeated(_ history: [Double], season: Int, _ horizon: Int) -> [Double] {
    let season = min(season, history.count)
    return (0..<horizon).map { history[history.count - season + $0 % season] }
  }

  private static func flat(_ history: [Double], _ horizon: Int) -> [Double] {
    [Double](repeating: ExponentialSmoothing.level(history), count: horizon)
  }

  private static func drift(_ history: [Double], _ horizon: Int, share: Double) -> [Double] {
    let last = history[history.count - 1]
    let step = share * (last - history[0]) / Double(max(1, history.count - 1))
    return (1...horizon).map { last + step * Double($0) }
  }

  /// Means of the same phase of the last four seasons, each counting 0.6 of the one after it.
  private static func fadingSeasons(
    _ history: [Double],
    _ horizon: Int,
    season: Int
  ) -> [Double] {
    let season = min(season, history.count)
    return (0..<horizon).map { step in
      var place = history.count - season + step % season
      var weight = 1.0
      var sum = 0.0
      var total = 0.0
      for _ in 0..<4 where place >= 0 {
        sum += weight * history[place]
        total += weight
        weight *= 0.6
        place -= season
      }
      return sum / total
    }
  }

  /// The mean of the last day and of the same day a week before.
  private static func dayMeans(
    _ history: [Double],
    day: Int
  ) -> (last: Double, before: Double) {
    func mean(_ values: ArraySlice<Double>) -> Double {
      values.reduce(0, +) / Double(max(1, values.count))
    }
    let last = history.suffix(day)
    guard history.count >= 7 * day else { return (mean(last), mean(last)) }
    return (mean(last), mean(history.suffix(7 * day).prefix(day)))
  }

  /// A member for what a seasonal profile leaves; the profile is added again.
  private static func seasonal(
    _ season: Int,
    _ rest: @escaping @Sendable ([Double], Int) -> [Double]
  ) -> ForecastMember {
    ForecastMember { history, horizon in
      seasonal(season, [ForecastMember(continuation: rest)], history, horizon)?[0]
        ?? rest(history, horizon)
    }
  }

  /// What members make of what one seasonal profile leaves, the profile added again; `nil` when there are
  /// fewer than two rounds.
  private static func seasonal(
    _ season: Int,
    _ members: [ForecastMember],
    _ history: [Double],
    _ horizon: Int
  ) -> [[Double]]? {
    guard history.count >= 2 * season else { return nil }
    let profile = recentProfile(history, season: season)
    let levels = history.indices.map { history[$0] - profile[$0 % season] }
    return members.map { member in
      member.continuation(levels, horizon).enumerated().map {
        $1 + profile[(history.count + $0) % season]
      }
    }
  }

  /// The mean of each phase around a centred mean, each round counting 0.7 of the one after it.
  private static func recentProfile(_ history: [Double], season: Int) -> [Double] {
    let slow = Smoothing.centeredMean(history, period: season)
    return (0..<season).map { phase in
      var weight = 1.0
      var sum = 0.0
      var total = 0.0
      let latest = phase + (history.count - 1 - phase) / season * season
      for place in stride(from: latest, through: 0, by: -season) {
        sum += weight * (history[place] - slow[place])
        total += weight
        weight *= 0.7
      }
      return sum / total
    }
  }
}
