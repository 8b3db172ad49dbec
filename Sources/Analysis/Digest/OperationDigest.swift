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

/// One operation of one release in one stretch of time.
struct Cell: Sendable {
  /// The first hour of the stretch, since 1970.
  var stretch: Int32
  var release: Symbol
  var tally = Tally()
  var duration = LatencySketch()
  var details = DetailList()

  init(stretch: Int32, release: Symbol) {
    self.stretch = stretch
    self.release = release
  }

  mutating func merge(_ other: Cell, limit: DetailLimit, names: SymbolTable) {
    tally.merge(other.tally)
    duration.merge(other.duration)
    details.merge(other.details, limit: limit, names: names)
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
  var statementsPerRequest = LatencySketch()
  var memoryGrowth = LatencySketch()
  var responseBytes = LatencySketch()
  var slowest: [Exemplar] = []
  private var lastCell = 0

  init(key: OperationKey) { self.key = key }

  /// The index of a cell, which is made when it is new.
  @inline(__always)
  mutating func cell(stretch: Int32, release: Symbol) -> Int {
    if lastCell < cells.count, cells[lastCell].stretch == stretch,
      cells[lastCell].release == release
    {
      return lastCell
    }
    return slowCell(stretch: stretch, release: release)
  }

  @inline(never)
  private mutating func slowCell(stretch: Int32, release: Symbol) -> Int {
    let found = cells.lastIndex { $0.stretch == stretch && $0.release == release }
    lastCell = found ?? cells.count
    if found == nil { cells.append(Cell(stretch: stretch, release: release)) }
    return lastCell
  }

  /// Offers a request as one of the slowest.
  @inline(__always)
  mutating func offer(_ exemplar: Exemplar, names: SymbolTable) {
    if slowest.count == Self.exemplarLimit,
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

  /// Adds another digest of this operation; both use the same names and the same grid.
  mutating func merge(_ other: OperationDigest, limit: DetailLimit, names: SymbolTable) {
    for cell in other.cells {
      let index = self.cell(stretch: cell.stretch, release: cell.release)
      cells[index].merge(cell, limit: limit, names: names)
    }
    statementsPerRequest.merge(other.statementsPerRequest)
    memoryGrowth.merge(other.memoryGrowth)
    responseBytes.merge(other.responseBytes)
    for exemplar in other.slowest { offer(exemplar, names: names) }
  }

  /// Moves every cell to the stretch of the present grid that it lies in.
  mutating func regroup(_ grid: TimeGrid, limit: DetailLimit, names: SymbolTable) {
    let old = cells
    cells = []
    for var cell in old {
      cell.stretch = grid.stretch(ofHour: cell.stretch)
      let index = self.cell(stretch: cell.stretch, release: cell.release)
      cells[index].merge(cell, limit: limit, names: names)
    }
  }

  mutating func trim(to limit: DetailLimit, names: SymbolTable) {
    for index in cells.indices { cells[index].details.trim(to: limit, names: names) }
  }

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    key.service = rename(key.service)
    key.env = rename(key.env)
    key.name = rename(key.name)
    for index in cells.indices {
      cells[index].release = rename(cells[index].release)
      cells[index].details.rename(rename)
    }
    for index in slowest.indices { slowest[index].writer = rename(slowest[index].writer) }
  }

  /// Puts cells and breakdowns in the order of time and names.
  mutating func sort() {
    cells.sort { ($0.stretch, $0.release) < ($1.stretch, $1.release) }
    for index in cells.indices { cells[index].details.sort() }
    lastCell = 0
  }
}
