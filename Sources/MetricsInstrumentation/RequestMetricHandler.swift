internal import CoreMetrics
internal import GraphQLInstrumentation

/// A counter, recorder or timer that works on the current request; without an effect, on nothing.
final class RequestMetricHandler: CounterHandler, RecorderHandler, TimerHandler {
  private let effect: RequestMetricEffect?

  init(effect: RequestMetricEffect?) {
    self.effect = effect
  }

  func increment(by amount: Int64) { effect?.count(amount) }

  /// A request's counts start at zero anyway.
  func reset() {}

  /// A recorder's values are amounts, such as the keys of a bulk look-up.
  func record(_ value: Int64) { effect?.count(value) }

  func record(_ value: Double) {
    guard value.isFinite, value > 0 else { return }
    effect?.count(Int64(min(value.rounded(), 1e15)))
  }

  func recordNanoseconds(_ duration: Int64) { effect?.time(nanoseconds: max(0, duration)) }
}
