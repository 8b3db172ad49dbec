/// When to try again what failed: after 0.1 s, then after twice as long each time, up to 10 s.
struct RetryDelay {
  private static let first: Duration = .milliseconds(100)
  private static let longest: Duration = .seconds(10)

  private var next = Self.first
  private var dueAt: ContinuousClock.Instant?

  /// Whether nothing failed, or the time has come.
  var isDue: Bool { dueAt.map { $0 <= .now } ?? true }

  /// How long to wait; `nil` when nothing failed.
  var remaining: Duration? { dueAt.map { max(.zero, ContinuousClock.now.duration(to: $0)) } }

  mutating func fail() {
    dueAt = .now.advanced(by: next)
    next = min(next * 2, Self.longest)
  }

  mutating func succeed() { self = RetryDelay() }
}
