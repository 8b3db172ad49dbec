internal import MetricLog
internal import Statistics

/// A row of a digest's operations: one that is kept, or the folded ones of a scope.
struct OperationRow: Sendable {
  /// Index into the kept operations or the folded ones.
  var index: Int
  var isOther: Bool
}

/// The operations of a digest in order, and the sums over all of them.
struct Ranking {
  /// The rows, the first of the order first.
  private(set) var rows: [OperationRow] = []
  private(set) var total = Gathered()
  /// By the first hour of each stretch.
  private(set) var stretches: [Int32: Gathered] = [:]
  private(set) var releases: [Symbol: ReleaseSum] = [:]

  init(_ operations: OperationTable, by order: ReportOrder) {
    var keys: [(row: OperationRow, key: Double)] = []
    for (isOther, items) in [(false, operations.items), (true, operations.others)] {
      for (index, item) in items.enumerated() {
        var gathered = Gathered()
        gathered.add(item.cells)
        keys.append((OperationRow(index: index, isOther: isOther), order.key(of: gathered)))
        add(item, gathered)
      }
    }
    // The digest's order, by name, decides between equals.
    rows = keys.enumerated().sorted { left, right in
      let (a, b) = (left.element.key, right.element.key)
      return a != b ? a > b : left.offset < right.offset
    }.map(\.element.row)
  }

  private mutating func add(_ item: OperationDigest, _ gathered: Gathered) {
    total.merge(gathered)
    for cell in item.cells {
      stretches[cell.stretch, default: Gathered()].add(CollectionOfOne(cell))
      releases[cell.release, default: ReleaseSum()].add(cell)
    }
  }
}

/// What is known of a release.
struct ReleaseSum {
  /// The first stretch in which it served a request.
  private(set) var first = Int32.max
  private(set) var gathered = Gathered()

  mutating func add(_ cell: Cell) {
    first = min(first, cell.stretch)
    gathered.add(CollectionOfOne(cell))
  }
}

/// Cells put together.
struct Gathered {
  private(set) var tally = Tally()
  private(set) var duration = LatencySketch()

  mutating func add(_ cells: some Sequence<Cell>) {
    for cell in cells {
      tally.merge(cell.tally)
      duration.merge(cell.duration)
    }
  }

  mutating func merge(_ other: Gathered) {
    tally.merge(other.tally)
    duration.merge(other.duration)
  }

  /// The sums with the quantiles of the durations.
  var metrics: Metrics { Metrics(tally, DurationSummary(duration)) }
}

extension ReportOrder {
  /// What operations are ordered by, the largest first.
  fileprivate func key(of gathered: Gathered) -> Double {
    let (tally, duration) = (gathered.tally, gathered.duration)
    func quantile(_ rank: Double) -> Double { Double(duration.quantile(rank) ?? 0) }
    return switch self {
    case .time: Double(duration.sum)
    case .requests: Double(tally.requests)
    case .errors: Double(tally.requestsWithErrors)
    case .p50: quantile(0.5)
    case .p95: quantile(0.95)
    case .p99: quantile(0.99)
    case .max: Double(duration.max)
    case .mean: DurationSummary(duration).mean
    case .statements: tally.database.statements.mean ?? -1
    }
  }
}
