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
  private static let fewest = 4

  /// - Parameters:
  ///   - total: About how many requests all operations keep together.
  ///   - operations: How many operations the digest tells apart.
  init(total: Int, operations: Int) {
    var requests = Self.most
    while requests > Self.fewest, requests * operations > total { requests /= 2 }
    self.requests = requests
    let isWide = requests >= 64
    statements = isWide ? 50 : 12
    fields = isWide ? 48 : 12
    caches = isWide ? 12 : 4
    errorCodes = isWide ? 4 : 2
  }

  /// How many requests may wait to be cut back.
  var slack: Int { max(2, requests / 4) }
}
