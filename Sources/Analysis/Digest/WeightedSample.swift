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

  /// How many requests are kept: an operation of 5 % of the time has about 51 of them.
  static let limit = 1024

  /// The kept requests and the first that is not, in no order until ``settle()``.
  private(set) var entries: [Entry] = []
  private var threshold = 0.0

  init() {}

  /// Whether a request of this weight and hash would be kept, so that its names need be looked up.
  @inline(__always)
  func admits(weight: Double, hash: UInt64) -> Bool {
    Self.priority(weight, hash) > threshold || entries.count <= Self.limit
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
    if entries.count >= 2 * Self.limit { settle() }
  }

  /// Cuts back to the limit and one more, the largest priorities first.
  mutating func settle() {
    entries.sort { ($0.priority, $0.hash) > ($1.priority, $1.hash) }
    if entries.count > Self.limit + 1 { entries.removeLast(entries.count - Self.limit - 1) }
    if entries.count == Self.limit + 1 { threshold = entries[Self.limit].priority }
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
    let kept = entries.prefix(Self.limit)
    let floor = entries.count > Self.limit ? entries[Self.limit].priority : 0
    var estimates: [OperationKey: (weight: Double, sampled: Int)] = [:]
    for entry in kept {
      estimates[entry.operation, default: (0, 0)].weight += max(entry.weight, floor)
      estimates[entry.operation, default: (0, 0)].sampled += 1
    }
    return estimates
  }

  /// Takes entries as they were stored.
  init(entries: [Entry]) {
    self.entries = entries
    settle()
  }
}
