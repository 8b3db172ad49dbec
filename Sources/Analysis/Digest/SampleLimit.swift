/// How many whole requests an operation's sample keeps, and how much of each.
///
/// It follows from the number of operations kept, which only grows, so every limit in force is at most
/// the ones before it and a sample that was cut earlier still holds what a smaller limit asks for.
struct SampleLimit: Equatable, Sendable {
  /// Requests of each operation: a power of two.
  let requests: Int

  /// The largest number of each kind of part that a request keeps.
  let statements: Int
  let fields: Int
  let caches: Int
  let errorCodes: Int

  /// The most requests of one operation.
  private static let most = 1024
  /// What growth can be judged by, for as many operations as memory allows.
  private static let few = 8
  private static let operationsWithFew = 8192
  private static let fewest = 4

  /// - Parameters:
  ///   - total: About how many requests all operations keep together.
  ///   - operations: How many operations the digest tells apart.
  init(total: Int, operations: Int) {
    var requests = Self.most
    let least = operations <= Self.operationsWithFew ? Self.few : Self.fewest
    while requests > least, requests * operations > total { requests /= 2 }
    self.requests = requests
    let isWide = requests >= 64
    statements = isWide ? 50 : 12
    fields = isWide ? 48 : 12
    caches = isWide ? 12 : 4
    errorCodes = isWide ? 4 : 2
  }

  /// How many requests may wait to be cut back: as many again as are kept, so that it happens seldom,
  /// but few where there are many operations.
  var slack: Int { requests >= 64 ? requests : max(2, requests / 4) }

  /// Whether a request has no more parts of any kind than are kept.
  func admits(_ request: SampledRequest) -> Bool {
    Int(request.statements) <= statements && Int(request.fields) <= fields
      && Int(request.caches) <= caches && Int(request.errorCodes) <= errorCodes
  }
}
