internal import Dispatch
internal import Synchronization

/// Cancels work whose time is up, with one timer for all of it.
///
/// A timer for each request would outlive the request, and setting it took longer than everything else
/// that is measured. Here the timer is set for the earliest deadline there is; when it goes off, what is
/// due is cancelled, and it is set again for the earliest that is left. Work that ends in time costs a
/// lock at its beginning and another at its end.
package final class DeadlineWatch: Sendable {
  private struct Waiting: Sendable {
    var deadlineNanoseconds: Int64
    var cancel: @Sendable () -> Void
  }

  private struct State: Sendable {
    var waiting: [Int: Waiting] = [:]
    var nextNumber = 0
    /// When the timer goes off; the largest number when it is not set.
    var timerNanoseconds = Int64.max
  }

  /// A deadline that comes so little before the timer waits for it.
  private static let slackNanoseconds: Int64 = 1_000_000

  private let state = Mutex(State())

  package init() {}

  /// The work that is watched.
  package var count: Int { state.withLock { $0.waiting.count } }

  /// Watches some work until ``end(_:)`` is called with the number that this gives.
  ///
  /// - Parameters:
  ///   - left: The nanoseconds that the work has.
  ///   - cancel: Called once when they are over, on a thread that must not be kept long.
  /// - Returns: A number of its own.
  package func begin(nanosecondsLeft left: Int64, cancel: @escaping @Sendable () -> Void) -> Int {
    let (deadline, isNever) = SystemTime.monotonicNanoseconds().addingReportingOverflow(left)
    let waiting = Waiting(deadlineNanoseconds: isNever ? .max : deadline, cancel: cancel)
    let (number, timer) = state.withLock { state in
      state.nextNumber += 1
      state.waiting[state.nextNumber] = waiting
      return (state.nextNumber, Self.timer(for: waiting.deadlineNanoseconds, &state))
    }
    if let timer { set(timer) }
    return number
  }

  /// Ends watching some work.
  ///
  /// - Returns: Whether it ended in time; `false` if it was cancelled.
  package func end(_ number: Int) -> Bool {
    state.withLock { $0.waiting.removeValue(forKey: number) } != nil
  }

  /// When to set the timer for, if it has to be set for a deadline.
  private static func timer(for deadline: Int64, _ state: inout State) -> Int64? {
    guard deadline < state.timerNanoseconds - slackNanoseconds else { return nil }
    state.timerNanoseconds = deadline
    return deadline
  }

  private func set(_ timerNanoseconds: Int64) {
    let left = max(0, timerNanoseconds - SystemTime.monotonicNanoseconds())
    // Not a task: it would take the request along that happens to be the first.
    DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(Int(left))) { [weak self] in
      self?.cancelWhatIsDue(timerNanoseconds)
    }
  }

  private func cancelWhatIsDue(_ timerNanoseconds: Int64) {
    let now = SystemTime.monotonicNanoseconds()
    let (due, timer) = state.withLock { state in
      let due = state.waiting.filter { $0.value.deadlineNanoseconds <= now }
      for number in due.keys { state.waiting[number] = nil }
      // An earlier one may have taken this timer's place.
      if state.timerNanoseconds == timerNanoseconds { state.timerNanoseconds = .max }
      let next = state.waiting.values.lazy.map(\.deadlineNanoseconds).min()
      return (due.values, next.flatMap { Self.timer(for: $0, &state) })
    }
    let inOrder = due.sorted { $0.deadlineNanoseconds < $1.deadlineNanoseconds }
    for waiting in inOrder { waiting.cancel() }
    if let timer { set(timer) }
  }
}
