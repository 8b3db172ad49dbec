import Analysis
import MetricLog

/// A believable night of a shop's GraphQL server, built by hand.
enum SampleReport {
  /// 2026-11-21T00:00:00Z.
  static let midnight = Timestamp.daysSince1970(year: 2026, month: 11, day: 21) * 86_400_000_000

  /// The whole report, with something in every list.
  static var normal: Report {
    var report = Report()
    report.input = input
    report.operations = operations
    report.rest = rest
    report.totals = totals(of: report)
    report.requestsPerSecond = Double(report.totals.requests) / 86_399
    report.hours = hours(scale: 1.4, requests: 90)
    report.releases = releases
    addRecords(to: &report)
    report.caveats = [
      Caveat(
        code: "missing_records",
        text: "118 records are missing from the writers' numbering; counts and sums are too low by"
          + " about 0.01%."
      ),
      Caveat(
        code: "names_folded",
        text: "There were more operation names than are kept: 4,211 of them are counted in (other)."
      ),
    ]
    return report
  }

  static func metrics(
    requests: Int64,
    p50: Int64,
    tail: Int64,
    errors: Int64 = 0,
    statements: Int64? = nil,
    hits: Int64 = 0,
    misses: Int64 = 0,
    growth: Int64? = nil
  ) -> Metrics {
    var metrics = Metrics()
    metrics.requests = requests
    metrics.lines = requests
    metrics.requestsWithErrors = errors
    metrics.errors = errors + errors / 7
    metrics.duration = duration(requests: requests, p50: p50, tail: tail)
    if let statements {
      metrics.database.statements.recorded = requests
      metrics.database.statements.sum = requests * statements + requests / 3
      metrics.database.statements.max = statements * 3
      metrics.database.nanoseconds = requests * p50 * 2 / 3
      metrics.database.waitNanoseconds = requests * 412_000
    }
    metrics.cache.hits = hits
    metrics.cache.misses = misses
    metrics.cache.writes = misses
    if let growth {
      metrics.memory.recorded = requests
      metrics.memory.grownBytes = requests * growth
      metrics.memory.shrunkBytes = requests * growth / 9
      metrics.memory.maxGrowthBytes = growth * 40
      metrics.memory.maxResidentBytes = 812_646_400
    }
    return metrics
  }

  private static func duration(requests: Int64, p50: Int64, tail: Int64) -> DurationSummary {
    var duration = DurationSummary()
    duration.count = requests
    duration.sum = requests * (p50 + p50 / 4) + 789
    duration.min = p50 / 9
    duration.p50 = p50
    duration.p90 = p50 * 2
    duration.p95 = p50 * 5 / 2 + 12_345
    duration.p99 = max(duration.p95, min(p50 * 6, tail))
    duration.max = tail
    duration.isExact = requests < 49
    return duration
  }

  private static func histogram(from lower: Int64, _ requests: [Int64]) -> [HistogramBar] {
    requests.enumerated().map {
      HistogramBar(lowerNanoseconds: lower << Int64($0.offset), requests: $0.element)
    }
  }

  static func hours(scale: Double, requests: Int64) -> [HourReport] {
    (0..<24).map { hour in
      var report = HourReport()
      report.startMicroseconds = midnight + Int64(hour) * Timestamp.microsecondsPerHour
      report.lengthMicroseconds = Timestamp.microsecondsPerHour
      let load = [9, 6, 4, 3, 3, 5, 11, 22, 34, 41, 44, 47, 52, 50, 46, 45, 48, 55, 68, 80, 77, 61]
      let share = hour < load.count ? Int64(load[hour]) : 20
      let p50 = 31_000_000 + Int64(Double(hour) * scale * 1_900_000)
      report.metrics = metrics(requests: share * requests * 7, p50: p50, tail: p50 * 31)
      return report
    }
  }

  static var operations: [OperationReport] {
    [productList, checkout, search, stockFeed, anonymous]
  }

  private static var productList: OperationReport {
    var operation = OperationReport()
    operation.rank = 1
    operation.service = "shop"
    operation.env = "production"
    operation.name = "ProductListWithReviews"
    operation.kind = .query
    operation.shareOfTime = 0.4132
    operation.requestsPerSecond = 4.7725
    operation.metrics = metrics(
      requests: 412_345,
      p50: 83_112_000,
      tail: 5_201_333_000,
      errors: 495,
      statements: 21,
      hits: 1_237_035,
      misses: 412_345,
      growth: 524_288
    )
    operation.metrics.requestBytes = summary(412_345, mean: 812, max: 1_204)
    operation.metrics.responseBytes = summary(412_345, mean: 20_480, max: 4_200_123)
    operation.metrics.complexity = summary(412_345, mean: 42, max: 120)
    operation.metrics.depth = summary(412_345, mean: 5, max: 9)
    operation.histogram = histogram(
      from: 8_388_608,
      [1_204, 18_345, 91_000, 180_000, 88_000, 24_000, 8_100, 1_500, 190, 6]
    )
    operation.signatures = [("9f86d081884c7d65", 402_345), ("1f2d3c4b5a697886", 10_000)]
    operation.errorCodes = [("DOWNSTREAM_TIMEOUT", 470), ("NOT_FOUND", 25)]
    operation.releases = Array(releases)
    operation.hours = hours(scale: 2, requests: 90)
    operation.clients = [client("ios", "8.2.0", 250_345), client("web", "", 162_000)]
    operation.hosts = [client("web-01", "", 206_000), client("web-03", "", 206_345)]
    addDetails(to: &operation)
    return operation
  }

  private static func addDetails(to operation: inout OperationReport) {
    var reviews = StatementReport()
    reviews.fingerprint = "a1b2c3d4e5f60718"
    reviews.field = "Product.reviews"
    reviews.text =
      "select id, rating, body from review where product_id = ? order by created_at desc"
    reviews.requests = 412_345
    reviews.count = 8_246_900
    reviews.maxPerRequest = 61
    reviews.nanoseconds = 20_123_456_789_012
    reviews.distinct = 8_246_900
    var products = StatementReport()
    products.fingerprint = "0f1e2d3c4b5a6978"
    products.field = "Query.products"
    products.requests = 412_345
    products.count = 412_345
    products.maxPerRequest = 1
    products.nanoseconds = 4_164_684_500_000
    operation.statements = [reviews, products]
    operation.statementsPerRequest = distribution(1, 21, 42, 55, 61)
    operation.memoryPerRequest = distribution(0, 500_000, 900_000, 2_000_000, 20_971_520)
    operation.responseBytesPerRequest = distribution(120, 20_000, 45_000, 90_000, 4_200_123)
    var field = FieldReport()
    field.field = "Product.reviews"
    field.requests = 412_345
    field.calls = 8_246_900
    field.nanoseconds = 21_234_567_890_123
    field.items = 25_000_000
    operation.fields = [field]
    var cache = CacheReport()
    cache.name = "product"
    cache.level = 1
    cache.requests = 412_345
    cache.counts = operation.metrics.cache
    operation.caches = [cache]
    operation.slowest = [
      example(at: 11_655_926_535, nanoseconds: 5_201_333_000, seq: 18_231),
      example(at: 71_000_000_000, nanoseconds: 4_900_000_001, seq: 92_001),
    ]
  }

  private static var checkout: OperationReport {
    var operation = OperationReport()
    operation.rank = 2
    operation.service = "shop"
    operation.env = "production"
    operation.name = "Checkout"
    operation.kind = .mutation
    operation.shareOfTime = 0.2207
    operation.requestsPerSecond = 0.46
    operation.metrics = metrics(
      requests: 39_800,
      p50: 460_000_000,
      tail: 9_870_000_000,
      errors: 812,
      statements: 9,
      growth: 91_000
    )
    operation.metrics.refused = 3
    operation.histogram = histogram(
      from: 67_108_864,
      [300, 4_000, 14_000, 15_000, 5_000, 1_300, 180, 20]
    )
    operation.errorCodes = [("PAYMENT_DECLINED", 700), ("INTERNAL", 112)]
    operation.refusals = [("timeout", 3)]
    operation.slowest = [example(at: 40_000_000_000, nanoseconds: 9_870_000_000, seq: 77)]
    return operation
  }

  private static var search: OperationReport {
    var operation = OperationReport()
    operation.rank = 3
    operation.service = "shop"
    operation.env = "production"
    operation.name = "Search"
    operation.kind = .query
    operation.shareOfTime = 0.118
    operation.requestsPerSecond = 6.02
    operation.metrics = metrics(
      requests: 520_112,
      p50: 18_900_000,
      tail: 1_100_000_000,
      statements: 1,
      hits: 300,
      misses: 519_812
    )
    operation.histogram = histogram(
      from: 2_097_152,
      [40_000, 90_000, 130_000, 150_000, 80_000, 20_000, 8_000, 2_000, 112]
    )
    return operation
  }

  private static var stockFeed: OperationReport {
    var operation = OperationReport()
    operation.rank = 4
    operation.service = "shop"
    operation.env = "production"
    operation.name = "StockFeed"
    operation.kind = .subscription
    operation.shareOfTime = 0.0004
    operation.requestsPerSecond = 0.0001
    operation.metrics = metrics(requests: 12, p50: 912_000, tail: 2_500_000)
    operation.histogram = histogram(from: 524_288, [4, 7, 1])
    return operation
  }

  private static var anonymous: OperationReport {
    var operation = OperationReport()
    operation.rank = 5
    operation.service = "shop"
    operation.env = "production"
    operation.shareOfTime = 0.0911
    operation.requestsPerSecond = 1.2
    operation.metrics = metrics(
      requests: 104_221,
      p50: 47_000,
      tail: 612_000_000,
      hits: 9,
      misses: 1
    )
    operation.histogram = histogram(
      from: 16_384,
      [60_000, 30_000, 4_000, 100, 0, 0, 0, 0, 10, 100, 9_000, 1_000, 11]
    )
    return operation
  }

  private static var rest: RestReport {
    var rest = RestReport()
    rest.operations = 129
    rest.shareOfTime = 0.1566
    rest.requestsPerSecond = 1.44
    rest.metrics = metrics(
      requests: 124_418,
      p50: 9_100_000,
      tail: 3_300_000_000,
      errors: 44,
      statements: 2
    )
    rest.histogram = histogram(from: 262_144, [900, 20_000, 40_000, 30_000, 20_000, 13_000, 518])
    return rest
  }

  static var releases: [(release: String, metrics: Metrics)] {
    [
      (
        "2026.11.1",
        metrics(requests: 300_000, p50: 71_000_000, tail: 4_000_000_000, statements: 20)
      ),
      (
        "2026.11.2",
        metrics(requests: 112_345, p50: 104_000_000, tail: 5_201_333_000, statements: 31)
      ),
    ]
  }

  private static func totals(of report: Report) -> Metrics {
    var totals = metrics(
      requests: 1_200_908,
      p50: 24_600_000,
      tail: 9_870_000_000,
      errors: 1_351,
      statements: 9,
      hits: 1_237_344,
      misses: 932_158,
      growth: 211_000
    )
    totals.refused = 3
    totals.requestBytes = summary(412_345, mean: 812, max: 1_204)
    totals.responseBytes = summary(412_345, mean: 20_480, max: 4_200_123)
    totals.complexity = summary(412_345, mean: 42, max: 120)
    totals.depth = summary(412_345, mean: 5, max: 9)
    return totals
  }

  static func summary(_ recorded: Int64, mean: Int64, max: Int64) -> CountSummary {
    var summary = CountSummary()
    summary.recorded = recorded
    summary.sum = recorded * mean + recorded / 5
    summary.max = max
    return summary
  }

  private static func distribution(
    _ min: Int64,
    _ p50: Int64,
    _ p95: Int64,
    _ p99: Int64,
    _ max: Int64
  ) -> Distribution {
    var distribution = Distribution()
    distribution.min = min
    distribution.p50 = p50
    distribution.p95 = p95
    distribution.p99 = p99
    distribution.max = max
    return distribution
  }

  private static func client(_ name: String, _ version: String, _ requests: Int64) -> SliceReport {
    var slice = SliceReport()
    slice.name = name
    slice.version = version
    slice.requests = requests
    slice.requestsWithErrors = requests / 900
    slice.nanoseconds = requests * 104_000_000
    return slice
  }

  private static func example(at offset: Int64, nanoseconds: Int64, seq: UInt64) -> RequestExample {
    var example = RequestExample()
    example.timeMicroseconds = midnight + offset
    example.nanoseconds = nanoseconds
    example.traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
    example.writer = "k3v9t2"
    example.seq = seq
    return example
  }
}
