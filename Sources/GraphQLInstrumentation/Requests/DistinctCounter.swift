/// Counts distinct 64-bit hashes exactly, up to a limit.
package struct DistinctCounter: Sendable {
  /// Beyond so many hashes the count stays where it is, as a lower bound.
  package static let limit = 4096
  private static let few = 8

  /// Most statements run once, so the first hash needs no array.
  private var first: UInt64?
  /// The next ones.
  private var list: [UInt64] = []
  /// All of them, when there are many.
  private var many: Set<UInt64> = []

  package init() {}

  /// How many different hashes were added.
  package var count: Int { many.isEmpty ? list.count + (first == nil ? 0 : 1) : many.count }

  package mutating func insert(_ hash: UInt64) {
    guard many.isEmpty else {
      if many.count < Self.limit { many.insert(hash) }
      return
    }
    guard let first else {
      first = hash
      return
    }
    guard hash != first, !list.contains(hash) else { return }
    list.append(hash)
    if list.count >= Self.few { many = Set(list + [first]) }
  }
}
