/// What was done to keep a history small.
package struct HistoryUpkeep: Sendable, Equatable {
  /// Days that were removed, in order.
  package var removedDays: [Day] = []
  /// Days whose hours were put together, in order.
  package var rolledUpDays: [Day] = []
  /// Weeks whose days were put together, in order.
  package var weeks: [Week] = []
  /// Weeks whose days stay as they are, because in one digest they could not be told apart exactly.
  package var weeksLeft: [Week] = []
  /// Bytes of the file before and after.
  package var bytesBefore: Int64 = 0
  package var bytesAfter: Int64 = 0
  /// What the file may have; `nil` without a budget.
  package var budgetBytes: Int64?
  /// Whether another run held the history, so that the next one has to do it.
  package var isPostponed = false

  package init() {}

  /// Whether the file is larger than it may be.
  package var isOverBudget: Bool { budgetBytes.map { bytesAfter > $0 } ?? false }

  /// Whether anything was done.
  package var hasChanged: Bool {
    !removedDays.isEmpty || !rolledUpDays.isEmpty || !weeks.isEmpty || bytesAfter < bytesBefore
  }

  /// Whether there is anything to tell.
  package var isWorthTelling: Bool {
    hasChanged || isOverBudget || isPostponed || !weeksLeft.isEmpty
  }
}
