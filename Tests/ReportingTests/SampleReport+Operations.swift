import Analysis
import MetricLog

/// The operations of the night, the busiest first.
extension SampleReport {
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
    operation.time = time(of: operation)
    operation.slowInCommon = common
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

  static var rest: RestReport {
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

  private static func histogram(from lower: Int64, _ requests: [Int64]) -> [HistogramBar] {
    requests.enumerated().map {
      HistogramBar(lowerNanoseconds: lower << Int64($0.offset), requests: $0.element)
    }
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

  static func example(at offset: Int64, nanoseconds: Int64, seq: UInt64) -> RequestExample {
    var example = RequestExample()
    example.timeMicroseconds = midnight + offset
    example.nanoseconds = nanoseconds
    example.traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
    example.writer = "k3v9t2"
    example.seq = seq
    return example
  }

  private static func time(of operation: OperationReport) -> TimeDecomposition {
    let total = operation.metrics.duration.sum
    var time = TimeDecomposition()
    (time.database, time.wait, time.fields) = (total / 2, total / 50, total / 4)
    time.unexplained = total - time.database - time.wait - time.fields
    (time.sampled, time.recorded) = (1024, 1024)
    return time
  }

  private static var common: [CommonValue] {
    var client = CommonValue(
      property: .init(dimension: .clientVersion, name: "android", value: "8.3.1")
    )
    (client.slow, client.slowTotal, client.other, client.otherTotal) = (31, 51, 201, 973)
    (client.riskRatio, client.low, client.high, client.adjustedP) = (2.94, 2.2, 3.93, 0.0004)
    var pair = client
    pair.second = .init(dimension: .listItems, name: "Query.products", value: "32 or more")
    return [client, pair]
  }
}
