internal import MetricLog

/// The stretches of time that a digest tells apart: hours, as long as there are not too many.
///
/// The product of operations and stretches bounds a digest's memory. When it grows over
/// ``cellLimit``, stretches become longer for the whole digest. How long they end up depends on the
/// set of hours and the number of operations, never on the order of arrival.
struct TimeGrid: Sendable {
  /// The most cells, operations times stretches: 5,000 operations in two environments over a day.
  static let cellLimit = 1 << 18
  /// Above so many cells, breakdowns are kept narrow.
  static let wideCellLimit = 1 << 15

  /// Hours in a stretch, by level.
  ///
  /// Days and weeks begin at midnight UTC.
  static let hours: [Int32] = [1, 6, 24, 168, 672, 2688, 10_752, 43_008]

  /// Index into ``hours``.
  private(set) var level = 0
  /// First hours of the stretches that hold something, since 1970.
  private(set) var stretches: Set<Int32> = []

  init() {}

  /// Takes a grid as it was stored.
  init(level: Int, stretches: Set<Int32>) {
    self.level = level
    self.stretches = stretches
  }

  /// Hours in a stretch.
  var stretchHours: Int32 { Self.hours[level] }

  /// The first hour of the stretch that a time lies in.
  @inline(__always)
  func stretch(ofMicroseconds time: Int64) -> Int32 {
    let hour = Int32(truncatingIfNeeded: time / Timestamp.microsecondsPerHour)
    return level == 0 ? hour : Self.floor(hour, level)
  }

  /// The first hour of the stretch of the present level that an hour lies in.
  func stretch(ofHour hour: Int32) -> Int32 { Self.floor(hour, level) }

  private static func floor(_ hour: Int32, _ level: Int) -> Int32 {
    hour / hours[level] * hours[level]
  }

  /// Notes that a stretch holds something.
  mutating func insert(_ stretch: Int32) { stretches.insert(stretch) }

  /// Lengthens stretches until `operations` times their number is within the limit.
  ///
  /// - Returns: Whether anything changed.
  mutating func fit(operations: Int, minimumLevel: Int = 0) -> Bool {
    let before = level
    coarsen(to: minimumLevel)
    while operations * stretches.count > Self.cellLimit, level + 1 < Self.hours.count {
      coarsen(to: level + 1)
    }
    return level != before
  }

  private mutating func coarsen(to newLevel: Int) {
    guard newLevel > level else { return }
    level = newLevel
    stretches = Set(stretches.map { Self.floor($0, newLevel) })
  }

  /// How much detail a digest of so many operations keeps.
  func detailLimit(operations: Int) -> DetailLimit {
    level > 0 || operations * stretches.count > Self.wideCellLimit ? .narrow : .wide
  }
}
