internal import MetricLog

/// A sample of requests, each taken with a chance in proportion to its duration.
///
/// Among operations whose names were too many to keep it finds those that take much time. Priority
/// sampling (Duffield, Lund, Thorup, "Priority sampling for estimation of arbitrary subset sums",
/// J. ACM 54, 2007): a request of weight w gets the priority w / u, u being uniform in (0, 1]; the
/// k largest are kept, and max(w, the largest priority not kept) estimates the weight of each without
/// bias. u is a hash of the request's identity, so the sample depends on the requests alone.
struct WeightedSample: Sendable {
  /// One sampled request.
  struct Entry: Sendable {
    var priority: Double
    var weight: Double
    var hash: UInt64
    var operation: OperationKey
  }

  /// How many requests are kept.
  let limit: Int

  /// The kept requests and the first that is not, in no order until ``settle()``.
  private(set) var entries: [Entry] = []
  private var threshold = 0.0

  init(_ limits: DigestLimits) { limit = limits.sampledRequests }

  /// Whether a request of this weight and hash would be kept, so that its names need be looked up.
  ///
  /// One that takes no time never is. An equal priority is admitted, for hashes decide between equals.
  @inline(__always)
  func admits(weight: Double, hash: UInt64) -> Bool {
    weight > 0 && Self.priority(weight, hash) >= threshold
  }

  /// w / u, both exact doubles and the quotient rounded once: the same on every machine.
  @inline(__always)
  private static func priority(_ weight: Double, _ hash: UInt64) -> Double {
    weight / (Double((hash >> 11) + 1) * 0x1p-53)
  }

  mutating func insert(weight: Double, hash: UInt64, operation: OperationKey) {
    entries.append(
      Entry(
        priority: Self.priority(weight, hash),
        weight: weight,
        hash: hash,
        operation: operation
      )
    )
    if entries.count >= 2 * limit { settle() }
  }

  /// Cuts back to the limit and one more, the largest priorities first.
  mutating func settle() {
    entries.sort { ($0.priority, $0.hash) > ($1.priority, $1.hash) }
    if entries.count > limit + 1 { entries.removeLast(entries.count - limit - 1) }
    if entries.count == limit + 1 { threshold = entries[limit].priority }
  }

  mutating func merge(_ other: WeightedSample) {
    entries.append(contentsOf: other.entries)
    settle()
  }

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    for index in entries.indices {
      entries[index].operation.service = rename(entries[index].operation.service)
      entries[index].operation.env = rename(entries[index].operation.env)
      entries[index].operation.name = rename(entries[index].operation.name)
    }
  }

  /// The estimated weight of each operation with its number of sampled requests; call after
  /// ``settle()``.
  func estimates() -> [OperationKey: (weight: Double, sampled: Int)] {
    let kept = entries.prefix(limit)
    let floor = entries.count > limit ? entries[limit].priority : 0
    var estimates: [OperationKey: (weight: Double, sampled: Int)] = [:]
    for entry in kept {
      estimates[entry.operation, default: (0, 0)].weight += max(entry.weight, floor)
      estimates[entry.operation, default: (0, 0)].sampled += 1
    }
    return estimates
  }

  /// Takes entries as they were stored.
  mutating func restore(_ entries: [Entry]) {
    self.entries = entries
    settle()
  }
}
