internal import MetricLog

/// The stretches of time that a digest tells apart, and the releases in each.
///
/// Stretches are hours as long as there are not too many. The product of rows (operations) and periods
/// bounds a digest's memory; when it grows over a limit, stretches become longer for the whole digest.
/// A stretch keeps the releases with the smallest hashes. How long stretches end up, and which releases
/// they keep, depends on the set of hours and releases and the number of rows, never on the order of
/// arrival: neither number ever falls, and a release kept by a long stretch was kept by each of its
/// parts.
struct TimeGrid: Sendable {
  /// The releases of one stretch.
  struct Releases: Sendable, Equatable {
    /// Those that are told apart, in no order.
    var kept: [Symbol] = []
    /// Whether there were more.
    var isCut = false

    /// Periods of this stretch.
    var count: Int { kept.count + (isCut ? 1 : 0) }
  }

  /// Hours in a stretch, by level; each is a multiple of the one before, the last is all time.
  ///
  /// Days begin at midnight UTC.
  static let hours: [Int32] = [1, 6, 24, 168, 672, 2688, 10_752, 43_008, 2_064_384]

  /// The name of the release that stands for those that were too many to keep.
  static let otherRelease = "(other)"

  /// The most rows times periods while stretches are hours, and when they are longer.
  private let hourLimit: Int
  private let limit: Int
  private let releaseLimit: Int

  /// Index into ``hours``.
  private(set) var level = 0
  /// First hours of the stretches that hold something, since 1970, with their releases.
  private(set) var stretches: [Int32: Releases] = [:]
  /// Pairs of stretch and release.
  private(set) var periods = 0
  /// Releases that were kept when rows were added to them, and no longer are.
  private(set) var evictions = 0

  init(hourLimit: Int, limit: Int, releaseLimit: Int) {
    self.hourLimit = hourLimit
    self.limit = limit
    self.releaseLimit = releaseLimit
  }

  /// Takes stretches as they were stored.
  mutating func restore(level: Int, stretches: [Int32: Releases]) {
    self.level = level
    self.stretches = stretches
    periods = stretches.values.reduce(0) { $0 + $1.count }
  }

  /// Hours in a stretch.
  var stretchHours: Int32 { Self.hours[level] }

  /// The first hour of the stretch of the present level that an hour lies in.
  @inline(__always)
  func stretch(ofHour hour: Int32) -> Int32 { level == 0 ? hour : Self.floor(hour, level) }

  private static func floor(_ hour: Int32, _ level: Int) -> Int32 {
    hour / hours[level] * hours[level]
  }

  /// The hour of a time, since 1970.
  @inline(__always)
  static func hour(ofMicroseconds time: Int64) -> Int32 {
    Int32(truncatingIfNeeded: time / Timestamp.microsecondsPerHour)
  }

  // MARK: - Periods

  /// Notes that a stretch holds something of a release.
  ///
  /// - Returns: The release, or ``otherRelease`` when it is not kept.
  mutating func insert(_ stretch: Int32, _ release: Symbol, _ names: inout SymbolTable) -> Symbol {
    var releases = stretches[stretch] ?? Releases()
    if releases.kept.contains(release) { return release }
    periods -= releases.count
    let isKept = insert(release, into: &releases, names)
    stretches[stretch] = releases
    periods += releases.count
    return isKept ? release : names.intern(Self.otherRelease)
  }

  private mutating func insert(
    _ release: Symbol,
    into releases: inout Releases,
    _ names: SymbolTable
  ) -> Bool {
    guard releases.kept.count >= releaseLimit else {
      releases.kept.append(release)
      return true
    }
    releases.isCut = true
    let worst = releases.kept.indices.max {
      names.hash(of: releases.kept[$0]) < names.hash(of: releases.kept[$1])
    }
    guard let worst, names.hash(of: releases.kept[worst]) > names.hash(of: release) else {
      return false
    }
    releases.kept[worst] = release
    evictions += 1
    return true
  }

  /// The release of a stretch that a release counts as; `other` is the symbol of ``otherRelease``.
  func release(_ release: Symbol, in stretch: Int32, other: Symbol) -> Symbol {
    stretches[stretch]?.kept.contains(release) ?? true ? release : other
  }

  /// Adds another grid's stretches.
  mutating func merge(_ other: TimeGrid, _ names: inout SymbolTable) {
    coarsen(to: other.level, &names)
    add(other.stretches, &names)
  }

  private mutating func add(_ others: [Int32: Releases], _ names: inout SymbolTable) {
    for (hour, releases) in others {
      let stretch = stretch(ofHour: hour)
      for release in releases.kept { _ = insert(stretch, release, &names) }
      if releases.isCut, stretches[stretch]?.isCut == false {
        stretches[stretch]?.isCut = true
        periods += 1
      }
    }
  }

  // MARK: - Limits

  /// Lengthens stretches until `rows` times their periods is within the limit.
  mutating func fit(rows: Int, _ names: inout SymbolTable) {
    while rows * periods > (level == 0 ? hourLimit : limit), level + 1 < Self.hours.count {
      coarsen(to: level + 1, &names)
    }
  }

  /// Lengthens stretches to at least so many hours.
  mutating func coarsen(toHours hours: Int32, _ names: inout SymbolTable) {
    coarsen(to: Self.hours.firstIndex { $0 >= hours } ?? Self.hours.count - 1, &names)
  }

  private mutating func coarsen(to newLevel: Int, _ names: inout SymbolTable) {
    guard newLevel > level else { return }
    level = newLevel
    let old = stretches
    stretches = [:]
    periods = 0
    add(old, &names)
    evictions += 1
  }

  /// Whether rows should be moved to the periods they count as.
  func isStale(rows: Int) -> Bool { evictions > 0 && evictions * rows > limit / 8 }

  /// Notes that every row is where it belongs.
  mutating func noteRegrouped() { evictions = 0 }

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    stretches = stretches.mapValues { releases in
      Releases(kept: releases.kept.map(rename), isCut: releases.isCut)
    }
  }
}

/// The grids of a digest's operations: of their cells, and of their breakdowns, which are larger.
struct Periods: Sendable {
  var cells: TimeGrid
  var breakdowns: TimeGrid

  init(_ limits: DigestLimits) {
    cells = TimeGrid(
      hourLimit: limits.cells,
      limit: limits.cells,
      releaseLimit: limits.releases
    )
    breakdowns = TimeGrid(
      hourLimit: limits.hourlyBreakdowns,
      limit: limits.breakdowns,
      releaseLimit: limits.releases
    )
  }

  /// The detail that each breakdown keeps.
  var detailLimit: DetailLimit { breakdowns.level == 0 ? .wide : .narrow }

  mutating func merge(_ other: Periods, _ names: inout SymbolTable) {
    cells.merge(other.cells, &names)
    breakdowns.merge(other.breakdowns, &names)
  }

  /// Brings both grids within their limits.
  ///
  /// - Returns: Whether operations have to be regrouped.
  mutating func fit(rows: Int, _ names: inout SymbolTable) -> Bool {
    let levels = (cells.level, breakdowns.level)
    cells.fit(rows: rows, &names)
    breakdowns.fit(rows: rows, &names)
    return levels != (cells.level, breakdowns.level) || cells.isStale(rows: rows)
      || breakdowns.isStale(rows: rows)
  }

  /// Whether stretches are as long as another's.
  func hasStretches(of other: Periods) -> Bool {
    (cells.level, breakdowns.level) == (other.cells.level, other.breakdowns.level)
  }

  /// Whether something is not where it belongs.
  var areStale: Bool { cells.evictions + breakdowns.evictions > 0 }

  mutating func noteRegrouped() {
    cells.noteRegrouped()
    breakdowns.noteRegrouped()
  }

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    cells.rename(rename)
    breakdowns.rename(rename)
  }
}
