internal import MetricLog
internal import Statistics

/// Which operation: names of the digest.
struct OperationKey: Hashable, Sendable {
  var service: Symbol
  var env: Symbol
  var name: Symbol
  var kind: OperationKind

  /// What decides which operations are kept when there are too many: generated names go first, then
  /// those with the larger hash.
  ///
  /// It depends on the names alone, so the choice is the same for any order of records.
  func priority(_ names: SymbolTable) -> UInt64 {
    Self.priority(
      service: names.hash(of: service),
      env: names.hash(of: env),
      name: names.hash(of: name),
      kind: kind,
      looksGenerated: Self.looksGenerated(names.utf8(of: name))
    )
  }

  @inline(__always)
  static func priority(
    service: UInt64,
    env: UInt64,
    name: UInt64,
    kind: OperationKind,
    looksGenerated: Bool
  ) -> UInt64 {
    let scope = StableHash.combine(service, env)
    let hash = StableHash.combine(StableHash.combine(scope, name), UInt64(kind.rawValue))
    return hash >> 1 | (looksGenerated ? 1 << 63 : 0)
  }

  /// Whether a name looks like one of many made by a program: it has three digits in a row, as ids
  /// and hashes do and names that people give seldom.
  static func looksGenerated(_ name: ArraySlice<UInt8>) -> Bool {
    var run = 0
    for byte in name {
      run = byte &- 0x30 <= 9 ? run + 1 : 0
      if run == 3 { return true }
    }
    return false
  }
}

/// Where in time a request counts: the cell's stretch and release, and the breakdown's.
struct Period: Hashable, Sendable {
  /// The first hour of the cell's stretch, since 1970.
  var stretch: Int32
  var release: Symbol
  var breakdownStretch: Int32
  var breakdownRelease: Symbol
}

/// Counters of one operation of one release in one stretch of time.
struct Cell: Sendable {
  /// The first hour of the stretch, since 1970.
  var stretch: Int32
  var release: Symbol
  var tally = Tally()
  var duration = LatencySketch()

  init(stretch: Int32, release: Symbol) {
    self.stretch = stretch
    self.release = release
  }
}

/// What the requests of one operation and release did in one stretch of time.
///
/// Apart from the cells because it is larger than they: where there are many operations, its stretches
/// are longer.
struct Breakdown: Sendable {
  /// The first hour of the stretch, since 1970.
  var stretch: Int32
  var release: Symbol
  var details = DetailList()

  init(stretch: Int32, release: Symbol) {
    self.stretch = stretch
    self.release = release
  }
}

/// A request to show as an example.
///
/// Larger durations first, then the earlier, then by identity.
struct Exemplar: Sendable, Equatable {
  var nanoseconds: Int64
  var timeMicroseconds: Int64
  var traceHigh: UInt64
  var traceLow: UInt64
  var writer: Symbol
  var seq: UInt64

  /// The order of examples; names decide by their hash, since symbols differ from table to table.
  static func comesFirst(_ left: Exemplar, _ right: Exemplar, _ names: SymbolTable) -> Bool {
    if left.nanoseconds != right.nanoseconds { return left.nanoseconds > right.nanoseconds }
    if left.timeMicroseconds != right.timeMicroseconds {
      return left.timeMicroseconds < right.timeMicroseconds
    }
    return (left.traceHigh, left.traceLow, left.seq, names.hash(of: left.writer))
      < (right.traceHigh, right.traceLow, right.seq, names.hash(of: right.writer))
  }
}

/// Everything that a digest holds of one operation.
struct OperationDigest: Sendable {
  /// How many of the slowest requests are kept.
  static let exemplarLimit = 4

  var key: OperationKey
  var cells: [Cell] = []
  var breakdowns: [Breakdown] = []
  var statementsPerRequest = LatencySketch()
  var memoryGrowth = LatencySketch()
  var responseBytes = LatencySketch()
  var slowest: [Exemplar] = []
  /// Whole requests; `nil` for folded operations, whose requests have little in common.
  var sample: RequestSample?
  private var lastCell: Int32 = 0
  private var lastBreakdown: Int32 = 0

  init(key: OperationKey, isFolded: Bool = false) {
    self.key = key
    sample = isFolded ? nil : RequestSample()
  }

  /// The index of a cell, which is made when it is new.
  @inline(__always)
  mutating func cell(stretch: Int32, release: Symbol) -> Int {
    let last = Int(lastCell)
    if last < cells.count, cells[last].stretch == stretch, cells[last].release == release {
      return last
    }
    return slowCell(stretch: stretch, release: release)
  }

  @inline(never)
  private mutating func slowCell(stretch: Int32, release: Symbol) -> Int {
    let found = cells.lastIndex { $0.stretch == stretch && $0.release == release }
    let index = found ?? cells.count
    lastCell = Int32(truncatingIfNeeded: index)
    if found == nil {
      cells.reserveOneMore()
      cells.append(Cell(stretch: stretch, release: release))
    }
    return index
  }

  /// The index of a breakdown, which is made when it is new.
  @inline(__always)
  mutating func breakdown(stretch: Int32, release: Symbol) -> Int {
    let last = Int(lastBreakdown)
    if last < breakdowns.count, breakdowns[last].stretch == stretch,
      breakdowns[last].release == release
    {
      return last
    }
    return slowBreakdown(stretch: stretch, release: release)
  }

  @inline(never)
  private mutating func slowBreakdown(stretch: Int32, release: Symbol) -> Int {
    let found = breakdowns.lastIndex { $0.stretch == stretch && $0.release == release }
    let index = found ?? breakdowns.count
    lastBreakdown = Int32(truncatingIfNeeded: index)
    if found == nil {
      breakdowns.reserveOneMore()
      breakdowns.append(Breakdown(stretch: stretch, release: release))
    }
    return index
  }

  /// Offers a request as one of the slowest.
  @inline(__always)
  mutating func offer(_ exemplar: Exemplar, names: SymbolTable) {
    if slowest.count >= Self.exemplarLimit,
      exemplar.nanoseconds < slowest[Self.exemplarLimit - 1].nanoseconds
    {
      return
    }
    insert(exemplar, names: names)
  }

  @inline(never)
  private mutating func insert(_ exemplar: Exemplar, names: SymbolTable) {
    let place = slowest.firstIndex { Exemplar.comesFirst(exemplar, $0, names) }
    slowest.insert(exemplar, at: place ?? slowest.count)
    if slowest.count > Self.exemplarLimit { slowest.removeLast() }
  }

  /// Adds another digest of this operation, which uses the same names.
  ///
  /// Its cells go where `periods` has them now, `other` being the symbol of the release that stands for
  /// those not kept.
  mutating func merge(
    _ digest: OperationDigest,
    _ periods: Periods,
    _ sampleLimit: SampleLimit,
    other: Symbol,
    names: SymbolTable
  ) {
    add(digest.cells, periods.cells, other: other)
    add(digest.breakdowns, periods, other: other, names: names)
    statementsPerRequest.merge(digest.statementsPerRequest)
    memoryGrowth.merge(digest.memoryGrowth)
    responseBytes.merge(digest.responseBytes)
    for exemplar in digest.slowest { offer(exemplar, names: names) }
    if let others = digest.sample { sample?.merge(others, sampleLimit) }
  }

  private mutating func add(_ cells: [Cell], _ grid: TimeGrid, other: Symbol) {
    for cell in cells {
      let stretch = grid.stretch(ofHour: cell.stretch)
      let release = grid.release(cell.release, in: stretch, other: other)
      let index = self.cell(stretch: stretch, release: release)
      self.cells[index].tally.merge(cell.tally)
      self.cells[index].duration.merge(cell.duration)
    }
  }

  private mutating func add(
    _ breakdowns: [Breakdown],
    _ periods: Periods,
    other: Symbol,
    names: SymbolTable
  ) {
    for breakdown in breakdowns {
      let stretch = periods.breakdowns.stretch(ofHour: breakdown.stretch)
      let release = periods.breakdowns.release(breakdown.release, in: stretch, other: other)
      let index = self.breakdown(stretch: stretch, release: release)
      self.breakdowns[index].details
        .merge(breakdown.details, limit: periods.detailLimit, names: names)
    }
  }

  /// Whether every cell and breakdown counts as the period that it is of.
  func lies(in periods: Periods, other: Symbol) -> Bool {
    cells.allSatisfy {
      $0.release == periods.cells.release($0.release, in: $0.stretch, other: other)
    }
      && breakdowns.allSatisfy {
        $0.release == periods.breakdowns.release($0.release, in: $0.stretch, other: other)
      }
  }

  /// Moves every cell and breakdown to the period that it counts as now.
  mutating func regroup(_ periods: Periods, other: Symbol, names: SymbolTable) {
    let (oldCells, oldBreakdowns) = (cells, breakdowns)
    (cells, breakdowns) = ([], [])
    add(oldCells, periods.cells, other: other)
    add(oldBreakdowns, periods, other: other, names: names)
  }

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    key.service = rename(key.service)
    key.env = rename(key.env)
    key.name = rename(key.name)
    for index in cells.indices { cells[index].release = rename(cells[index].release) }
    for index in breakdowns.indices {
      breakdowns[index].release = rename(breakdowns[index].release)
      breakdowns[index].details.rename(rename)
    }
    for index in slowest.indices { slowest[index].writer = rename(slowest[index].writer) }
    sample?.rename(rename)
  }

  /// Puts cells and breakdowns in the order of time and names.
  mutating func sort() {
    cells.sort { ($0.stretch, $0.release) < ($1.stretch, $1.release) }
    breakdowns.sort { ($0.stretch, $0.release) < ($1.stretch, $1.release) }
    for index in breakdowns.indices { breakdowns[index].details.sort() }
    (lastCell, lastBreakdown) = (0, 0)
  }
}

extension Array {
  /// Makes place for an element.
  ///
  /// Ten thousand arrays that grow with every hour leave holes behind that nothing fits into: so they
  /// grow seldom, and by half in the end, not by doubling.
  fileprivate mutating func reserveOneMore() {
    guard count == capacity else { return }
    let capacity =
      switch count {
      case 0: 1
      case 1..<4: 4
      case 4..<12: 12
      case 12..<25: 25
      default: count + count / 2
      }
    reserveCapacity(capacity)
  }
}
