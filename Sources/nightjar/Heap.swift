internal import CMalloc

/// The memory that the command allocates.
enum Heap {
  /// Lets all threads allocate from one heap.
  ///
  /// By default each thread has its own, which keeps what it frees for itself: the digest that a worker
  /// gathered and another thread condenses would be in memory twice. Reading allocates too seldom for
  /// threads to wait for each other; writing very long JSON takes up to a tenth longer.
  static func shareAmongThreads() { _ = mallopt(M_ARENA_MAX, 1) }
}
