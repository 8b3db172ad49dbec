internal import Synchronization

/// The share of requests with errors in about the last minute.
///
/// The minute is six slots of ten seconds; a slot is forgotten as a whole.
final class ErrorRate: Sendable {
  private struct Slot: Sendable {
    /// The slot's number since the clock's zero.
    var number: Int64 = -1
    var requests = 0
    var errors = 0
  }

  private struct State: Sendable {
    var slots = [Slot](repeating: Slot(), count: ErrorRate.slotCount)
    var newest: Int64 = -1
  }

  private static let slotCount = 6
  private static let slotNanoseconds: Int64 = 10_000_000_000

  private let state = Mutex(State())
  private let leastCount: Int

  init(leastCount: Int) {
    self.leastCount = leastCount
  }

  /// Counts a request.
  ///
  /// - Returns: The percentage of errors, when there is reason to judge it (an error, or a new slot)
  ///   and enough requests to do so; and whether this request is the first of a slot.
  func add(isError: Bool, nanoseconds: Int64) -> (percent: Double?, isNewSlot: Bool) {
    let number = nanoseconds / Self.slotNanoseconds
    return state.withLock { state in
      let isNew = number > state.newest
      if isNew { state.newest = number }
      let position = Int(number % Int64(Self.slotCount))
      if state.slots[position].number != number { state.slots[position] = Slot(number: number) }
      state.slots[position].requests += 1
      if isError { state.slots[position].errors += 1 }
      guard isError || isNew else { return (nil, false) }
      var requests = 0
      var errors = 0
      for slot in state.slots where slot.number > number - Int64(Self.slotCount) {
        requests += slot.requests
        errors += slot.errors
      }
      let percent = requests >= leastCount ? 100 * Double(errors) / Double(requests) : nil
      return (percent, isNew)
    }
  }
}
