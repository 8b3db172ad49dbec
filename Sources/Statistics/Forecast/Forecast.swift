/// The next values of a series: a pool of simple forecasts, weighted by how they did lately.
///
/// Each member is tried at several origins in the past; its weight is its mean absolute error there to
/// the power of -4. Intervals come from the pool's own errors at up to twelve origins, so they hold
/// whatever the errors' distribution.
///
/// Methods: rolling-origin evaluation (Tashman 2000), forecast combination (Bates and Granger 1969),
/// split conformal prediction (Vovk and others 2005).
package struct Forecast: Sendable {
  /// Fewer origins give no interval.
  package static let leastOrigins = 5
  /// How many origins intervals are made from.
  package static let mostOrigins = 12
  /// Shorter series are not continued.
  package static let leastValues = 7

  /// The expected values.
  package let points: [Double]
  /// Their intervals of 95 %; empty when there are fewer than ``leastOrigins`` origins.
  package let intervals: [ConfidenceInterval]
  /// The pool's errors at past origins, the latest first: what came minus what was expected.
  package let residuals: [[Double]]
  /// The pool's mean absolute error at those origins; `nil` without any.
  package let error: Double?
  /// That of repeating the last season: a pool that does no better says nothing new.
  package let naiveError: Double?
  /// How many values the forecast is made from.
  package let historyCount: Int

  /// `nil` when fewer than ``leastValues`` values are left.
  ///
  /// - Parameters:
  ///   - values: Evenly spaced and finite.
  ///   - season: The period: 24 for hours (or 48, 96, … values a day), 7 for days, 1 for none.
  ///   - horizon: How many values to expect, at least 1.
  ///   - start: The place of the last confirmed change; what is before it is not used, and intervals
  ///     are wider while little came after it.
  package init?(_ values: [Double], season: Int, horizon: Int, since start: Int = 0) {
    precondition(season > 0 && horizon > 0, "a season and a horizon are positive")
    let history = Array(values.dropFirst(start))
    guard history.count >= Self.leastValues else { return nil }
    historyCount = history.count
    let pool =
      season.isMultiple(of: 24)
      ? ForecastMember.withinDays(day: season) : ForecastMember.daily(season: season)
    let weights = Self.weights(pool, history, horizon)
    func pooled(_ history: [Double]) -> [Double] {
      var sum = [Double](repeating: 0, count: horizon)
      for (values, weight) in zip(pool.continuations(history, horizon), weights) where weight > 0 {
        for (step, value) in values.enumerated() { sum[step] += weight * value }
      }
      return sum
    }
    let points = pooled(history)
    self.points = points
    var residuals: [[Double]] = []
    var naive = 0.0
    // From four rounds on a season is seen; errors made before that say nothing about those to come.
    let least = max(Self.leastValues, min(4 * season, history.count / 2))
    // A round apart, and closer where the history is too short for that.
    let room = (history.count - horizon - least) / (Self.mostOrigins - 1)
    let spacing = max(1, min(season, room))
    for origin in 0..<Self.mostOrigins {
      let end = history.count - horizon - origin * spacing
      guard end >= least else { break }
      let past = Array(history[..<end])
      residuals.append(zip(history[end...], pooled(past)).map { $0 - $1 })
      let period = min(season, end)
      for step in 0..<horizon {
        naive += (history[end + step] - past[end - period + step % period]).magnitude
      }
    }
    self.residuals = residuals
    let count = Double(residuals.count * horizon)
    error = count > 0 ? residuals.joined().reduce(0) { $0 + $1.magnitude } / count : nil
    naiveError = count > 0 ? naive / count : nil
    let widening = start > 0 ? (1 + 7 / Double(history.count)).squareRoot() : 1
    intervals =
      residuals.count < Self.leastOrigins
      ? []
      : Self.intervals(points, residuals, block: max(season, 7), widening: widening)
  }

  /// Errors to the power of -4 at origins 1, 1.5, 2, 3 and 4 horizons before the end.
  private static func weights(
    _ pool: ForecastPool,
    _ history: [Double],
    _ horizon: Int
  ) -> [Double] {
    var errors = [Double](repeating: 0, count: pool.count)
    for back in [1, 1.5, 2, 3, 4] {
      let end = history.count - Int((back * Double(horizon)).rounded(.up))
      guard end >= Self.leastValues else { continue }
      let past = Array(history[..<end])
      for (index, expected) in pool.continuations(past, horizon).enumerated() {
        errors[index] += zip(history[end...], expected).reduce(0) {
          $0 + ($1.0 - $1.1).magnitude
        }
      }
    }
    // A member whose numbers overflow is out; repeating values never does.
    let least = errors.filter(\.isFinite).min() ?? 0
    // Relative to the best, so that no power overflows; without an origin all are alike.
    let powers = errors.map { error -> Double in
      guard error.isFinite else { return 0 }
      guard least > 0 else { return error == 0 ? 1 : 0 }
      let ratio = least / error
      return ratio * ratio * ratio * ratio
    }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }

  /// The ceil((N + 1) 0.95)-th smallest error of each block of lead times, never falling.
  private static func intervals(
    _ points: [Double],
    _ residuals: [[Double]],
    block: Int,
    widening: Double
  ) -> [ConfidenceInterval] {
    var widest = 0.0
    var intervals: [ConfidenceInterval] = []
    for start in stride(from: 0, to: points.count, by: block) {
      let leads = start..<min(points.count, start + block)
      let errors = residuals.flatMap { $0[leads].map(\.magnitude) }.sorted()
      let rank = Int((Double(errors.count + 1) * 0.95).rounded(.up))
      widest = max(widest, errors[min(rank, errors.count) - 1])
      for lead in leads {
        let half = widest * widening
        intervals.append(ConfidenceInterval(lower: points[lead] - half, upper: points[lead] + half))
      }
    }
    return intervals
  }
}
