extension FixedWidthInteger {
  /// The largest number of a record: every library for JSON keeps it exactly.
  static var largestRecorded: Self { Self(clamping: 1 << 53 as Int64) }

  /// Adds a number that is not negative, staying at the largest number of a record.
  ///
  /// A server that reports nonsense gets nonsense, but never a trap.
  mutating func increase(by more: Self) {
    let room = Self.largestRecorded - self
    self = more < room ? self + Swift.max(0, more) : Self.largestRecorded
  }
}
