import Analysis
import MetricLog

/// What a report must say of some records, computed slowly: every request is kept, every figure is
/// summed over the requests that it is about.
struct ReferenceReport {
  /// Which operation.
  struct Key: Hashable {
    var service: String
    var env: String
    var name: String
    var kind: OperationKind
  }

  /// A request with who wrote it.
  struct Row {
    var source: ModelSource
    var seq: UInt64
    var timeMicroseconds: Int64
    var request: ModelRequest

    var hour: Int64 { timeMicroseconds / RandomLog.hour }
  }

  /// Selected records, each once.
  private(set) var rows: [Row] = []
  private(set) var others: [ModelRecord] = []
  private(set) var duplicates: Int64 = 0
  private(set) var unidentified: Int64 = 0
  private(set) var unselected: Int64 = 0
  private(set) var numbers: [ModelSource: Set<UInt64>] = [:]
  private(set) var dropped: Int64 = 0

  init(_ records: [ModelRecord], _ selection: Selection = Selection()) {
    for record in records {
      guard claim(record) else { continue }
      if case .writer(let dropped) = record.content { self.dropped += dropped }
      guard let request = record.request else {
        if Self.admits(selection, record) { others.append(record) }
        continue
      }
      let isNamed =
        selection.operations.isEmpty
        || selection.operations.contains(request.name.isEmpty ? "(anonymous)" : request.name)
      guard isNamed, Self.admits(selection, record) else {
        unselected += 1
        continue
      }
      rows.append(
        Row(
          source: record.source,
          seq: record.seq,
          timeMicroseconds: record.timeMicroseconds,
          request: request
        )
      )
    }
  }

  private mutating func claim(_ record: ModelRecord) -> Bool {
    if record.seq == 0 {
      unidentified += 1
      return true
    }
    if numbers[record.source, default: []].insert(record.seq).inserted { return true }
    duplicates += 1
    return false
  }

  private static func admits(_ selection: Selection, _ record: ModelRecord) -> Bool {
    func admits(_ list: [String], _ name: String) -> Bool { list.isEmpty || list.contains(name) }
    return admits(selection.services, record.source.service)
      && admits(selection.envs, record.source.env)
      && admits(selection.releases, record.source.release)
      && record.timeMicroseconds >= selection.sinceMicroseconds ?? .min
      && record.timeMicroseconds < selection.untilMicroseconds ?? .max
  }

  /// Numbers between each writer's first and last that no record has.
  var missing: Int64 {
    numbers.values.reduce(0) { sum, numbers in
      guard let first = numbers.min(), let last = numbers.max() else { return sum }
      return sum + Int64(last - first + 1) - Int64(numbers.count)
    }
  }

  /// The rows by operation.
  var operations: [Key: [Row]] {
    Dictionary(grouping: rows) { row in
      Key(
        service: row.source.service,
        env: row.source.env,
        name: row.request.name,
        kind: row.request.kind
      )
    }
  }
}

extension [ReferenceReport.Row] {
  /// The sum over the requests, each times its weight.
  func sum(_ value: (ModelRequest) -> Int64?) -> Int64 {
    reduce(0) { $0 + (value($1.request) ?? 0) * $1.request.weight }
  }

  /// How a value that some requests recorded sums up.
  func summary(_ value: (ModelRequest) -> Int64?) -> CountSummary {
    var summary = CountSummary()
    summary.recorded = sum { value($0) == nil ? 0 : 1 }
    summary.sum = sum(value)
    summary.max = compactMap { value($0.request) }.max() ?? 0
    return summary
  }

  /// The counters of the requests.
  var tally: Tally {
    var tally = Tally()
    tally.requests = sum { _ in 1 }
    tally.lines = Int64(count)
    tally.requestsWithErrors = sum { $0.hasError ? 1 : 0 }
    tally.errors = sum(\.errors)
    tally.refused = sum { $0.refused == nil ? 0 : 1 }
    tally.database.statements = summary { $0.database?.count }
    tally.database.nanoseconds = sum { $0.database?.nanoseconds }
    tally.database.waitNanoseconds = sum { $0.database?.wait }
    tally.cache.hits = sum { $0.caches.reduce(0) { $0 + $1.hits } }
    tally.cache.misses = sum { $0.caches.reduce(0) { $0 + $1.misses } }
    tally.cache.writes = sum { $0.caches.reduce(0) { $0 + $1.writes } }
    tally.cache.evictions = sum { $0.caches.reduce(0) { $0 + $1.evictions } }
    tally.memory.recorded = sum { $0.memoryDelta == nil ? 0 : 1 }
    tally.memory.grownBytes = sum { Swift.max(0, $0.memoryDelta ?? 0) }
    tally.memory.shrunkBytes = sum { Swift.max(0, -($0.memoryDelta ?? 0)) }
    tally.memory.maxGrowthBytes = Swift.max(0, compactMap(\.request.memoryDelta).max() ?? 0)
    tally.memory.maxResidentBytes = compactMap(\.request.resident).max() ?? 0
    tally.complexity = summary(\.complexity)
    tally.depth = summary(\.depth)
    tally.requestBytes = summary(\.requestBytes)
    tally.responseBytes = summary(\.responseBytes)
    return tally
  }

  /// The distribution of a value, exactly, over the requests that recorded it.
  func distribution(_ value: (ModelRequest) -> Int64?) -> ReferenceDistribution {
    ReferenceDistribution(
      compactMap { row in value(row.request).map { ($0, row.request.weight) } }
    )
  }

  var durations: ReferenceDistribution { distribution(\.nanoseconds) }
}

/// Values with their weights.
struct ReferenceDistribution {
  private let sorted: [(value: Int64, weight: Int64)]
  let count: Int64

  init(_ values: [(Int64, Int64)]) {
    sorted = values.map { (value: $0.0, weight: $0.1) }.sorted { $0.value < $1.value }
    count = values.reduce(0) { $0 + $1.1 }
  }

  var sum: Int64 { sorted.reduce(0) { $0 + $1.value * $1.weight } }
  var min: Int64 { sorted.first?.value ?? 0 }
  var max: Int64 { sorted.last?.value ?? 0 }
  /// Whether the sketch keeps the values themselves.
  var isExact: Bool { sorted.count <= 48 && sorted.allSatisfy { $0.weight == 1 } }

  /// The order statistic of rank ceil(percent × count / 100).
  func percentile(_ percent: Int64) -> Int64 {
    let rank = Swift.max(1, (percent * count + 99) / 100)
    var seen: Int64 = 0
    for (value, weight) in sorted {
      seen += weight
      if seen >= rank { return value }
    }
    return 0
  }

  /// Whether an estimate of a percentile is as near as promised.
  func agrees(_ estimate: Int64, percent: Int64) -> Bool {
    let exact = percentile(percent)
    if isExact { return estimate == exact }
    return abs(Double(estimate - exact)) <= 0.005416 * Double(exact) + 0.5
  }

  /// Counts between powers of two, the upper bound included.
  var octaves: [HistogramBar] {
    var counts: [Int64: Int64] = [:]
    for (value, weight) in sorted {
      let lower = value <= 1 ? 0 : Int64(1) << Int64(63 - (value - 1).leadingZeroBitCount)
      counts[lower, default: 0] += weight
    }
    return counts.sorted { $0.key < $1.key }
      .map { HistogramBar(lowerNanoseconds: $0.key, requests: $0.value) }
  }
}
