import MetricLog

/// What one request does, drawn from its seed: the part that decides how long it takes.
///
/// A request is drawn twice, when it comes (for its duration alone) and when it ends (to be
/// written), so that nothing but its seed is kept while it runs.
struct RequestWork {
  /// What times are whole multiples of, in nanoseconds.
  private let resolution: Double
  var items = 0
  var failed = false
  var refused: Refusal?
  var durationNanoseconds: Int64 = 0
  var databaseCount = 0
  var databaseNanoseconds: Int64 = 0
  var waitNanoseconds: Int64 = 0
  /// For each statement of the operation, how often it ran.
  var statementCounts: [Int] = []
  /// For each statement of the operation, the sum of its times.
  var statementNanoseconds: [Int64] = []
  /// For each cache of the operation.
  var hits: [Int] = []
  /// For each cache of the operation.
  var misses: [Int] = []

  init(resolutionNanoseconds: Int) { resolution = Double(resolutionNanoseconds) }

  /// Nanoseconds as the clock shows them.
  @inline(__always)
  func measured(_ nanoseconds: Double) -> Int64 {
    Int64((min(1e14, nanoseconds) / resolution).rounded(.down) * resolution)
  }

  mutating func draw(_ model: OperationModel, _ random: inout SplitMix64) {
    reset(model)
    if let refusals = model.refusals, drawRefusal(refusals, &random) { return }
    if let items = model.items { self.items = Self.draw(items, &random) }
    failed = random.happens(model.errorRate)
    drawCaches(model, &random)
    drawStatements(model, &random)
    var slower = 0.0
    for field in model.fields where field.slower > 0 {
      slower += field.slower * Double(field.perItem ? items : 1)
    }
    if slower > 0 { slower = random.lognormal(median: slower, sigma: 0.1) }
    let own = model.latency.draw(&random) + slower
    durationNanoseconds = measured(max(resolution, own)) + databaseNanoseconds + waitNanoseconds
    if let limit = model.timeoutNanoseconds, durationNanoseconds > limit {
      stop(after: limit, &random)
    }
  }

  private mutating func reset(_ model: OperationModel) {
    items = 0
    failed = false
    refused = nil
    databaseCount = 0
    databaseNanoseconds = 0
    waitNanoseconds = 0
    statementCounts.removeAll(keepingCapacity: true)
    statementNanoseconds.removeAll(keepingCapacity: true)
    hits.removeAll(keepingCapacity: true)
    misses.removeAll(keepingCapacity: true)
    for _ in model.statements {
      statementCounts.append(0)
      statementNanoseconds.append(0)
    }
    for _ in model.caches {
      hits.append(0)
      misses.append(0)
    }
  }

  private mutating func drawRefusal(
    _ refusals: ScenarioRefusals,
    _ random: inout SplitMix64
  ) -> Bool {
    if random.happens(refusals.complexity) {
      refused = .complexity
    } else if random.happens(refusals.depth) {
      refused = .depth
    } else {
      return false
    }
    durationNanoseconds = measured(random.lognormal(median: 900_000, sigma: 0.5))
    return true
  }

  private mutating func drawCaches(_ model: OperationModel, _ random: inout SplitMix64) {
    for index in model.caches.indices {
      let cache = model.caches[index]
      let lookups =
        cache.previous.map { misses[$0] } ?? cache.count * (cache.perItem ? items : 1)
      guard !cache.isOff else {
        misses[index] = lookups
        continue
      }
      var found = 0
      for _ in 0..<lookups where random.unit() < cache.hitRate { found += 1 }
      hits[index] = found
      misses[index] = lookups - found
    }
  }

  private mutating func drawStatements(_ model: OperationModel, _ random: inout SplitMix64) {
    for index in model.statements.indices {
      let statement = model.statements[index]
      let repetitions = statement.cache.map { misses[$0] } ?? (statement.perItem ? items : 1)
      let count = repetitions * statement.count
      guard count > 0 else { continue }
      let sigma = count > 1 ? statement.sigma / Double(count).squareRoot() : statement.sigma
      let time = measured(
        random.lognormal(median: statement.median * Double(count), sigma: sigma)
      )
      statementCounts[index] = count
      statementNanoseconds[index] = time
      databaseCount += count
      databaseNanoseconds += time
    }
    if databaseCount > 0 {
      waitNanoseconds = measured(random.exponential(mean: random.happens(0.02) ? 3e6 : 4e4))
    }
  }

  /// Ends the request at a limit; statements that would not have ended are not counted.
  private mutating func stop(after limit: Int64, _ random: inout SplitMix64) {
    refused = .timeout
    failed = false
    durationNanoseconds = measured(Double(limit) + random.exponential(mean: 4e6))
    while databaseNanoseconds + waitNanoseconds > limit,
      let last = statementCounts.lastIndex(where: { $0 > 0 })
    {
      databaseCount -= statementCounts[last]
      databaseNanoseconds -= statementNanoseconds[last]
      statementCounts[last] = 0
      statementNanoseconds[last] = 0
      if databaseCount == 0 { waitNanoseconds = 0 }
    }
  }

  private static func draw(_ items: ScenarioItems, _ random: inout SplitMix64) -> Int {
    guard let median = items.median else {
      return items.low + random.below(items.high - items.low + 1)
    }
    let size = random.lognormal(median: median, sigma: items.sigma).rounded()
    return min(items.high, max(items.low, Int(min(size, 1e9))))
  }
}
