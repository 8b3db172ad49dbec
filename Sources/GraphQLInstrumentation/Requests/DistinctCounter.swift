/// Counts distinct 64-bit hashes exactly, up to a limit.
package struct DistinctCounter: Sendable {
  /// Beyond so many hashes the count stays where it is, as a lower bound.
  package static let limit = 4096
  private static let few = 8

  private var list: [UInt64] = []
  private var many: Set<UInt64> = []

  package init() {}

  /// How many different hashes were added.
  package var count: Int { many.isEmpty ? list.count : many.count }

  package mutating func insert(_ hash: UInt64) {
    if many.isEmpty {
      guard !list.contains(hash) else { return }
      list.append(hash)
      if list.count > Self.few { many = Set(list) }
    } else if many.count < Self.limit {
      many.insert(hash)
    }
  }
}
