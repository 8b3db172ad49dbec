internal import MetricLog
internal import Statistics

/// Who wrote records: the identity without which a record number means nothing.
///
/// The writer alone is not enough: two hosts that happen to choose the same name stay apart.
struct SourceKey: Hashable, Sendable {
  var service: Symbol
  var env: Symbol
  var host: Symbol
  var release: Symbol
  var writer: Symbol

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    (service, env, host) = (rename(service), rename(env), rename(host))
    (release, writer) = (rename(release), rename(writer))
  }

  var order: [UInt64] { [service, env, host, release, writer].map { UInt64($0.index) } }
}

/// What a digest holds of one writer.
struct SourceDigest: Sendable {
  var key: SourceKey
  var sequence = SequenceSet()
  /// Records that the writer says it dropped.
  var dropped: Int64 = 0

  init(key: SourceKey) { self.key = key }
}

/// The writers of a digest.
struct SourceTable: Sendable {
  /// The most writers that are told apart.
  let limit: Int
  private(set) var sources: [SourceDigest] = []
  private var indices: [SourceKey: Int] = [:]
  /// Whether there were more writers than the limit.
  private(set) var isFull = false

  init(_ limits: DigestLimits) { limit = limits.sources }

  /// Takes sources as they were stored.
  mutating func restore(_ sources: [SourceDigest], isFull: Bool) {
    self.sources = sources
    self.isFull = isFull
    for (index, source) in sources.enumerated() { indices[source.key] = index }
  }

  /// The index of a source, which is added when it is new; `nil` when the table is full.
  mutating func index(of key: SourceKey) -> Int? {
    if let index = indices[key] { return index }
    guard sources.count < limit else {
      isFull = true
      return nil
    }
    indices[key] = sources.count
    sources.append(SourceDigest(key: key))
    return sources.count - 1
  }

  /// Notes a record's number; false when the record has been counted already.
  @inline(__always)
  mutating func claim(_ source: Int, _ number: UInt64) -> Bool {
    sources[source].sequence.insert(number)
  }

  mutating func addDropped(_ count: Int64, to source: Int) {
    sources[source].dropped = sources[source].dropped.addingClamped(count)
  }

  /// Adds another table, which uses the same names; returns how many records both held.
  mutating func merge(_ other: SourceTable) -> UInt64 {
    var common: UInt64 = 0
    for source in other.sources {
      guard let index = index(of: source.key) else { continue }
      let both = sources[index].sequence.merge(source.sequence)
      let (sum, isPastEnd) = common.addingReportingOverflow(both)
      common = isPastEnd ? .max : sum
      addDropped(source.dropped, to: index)
    }
    isFull = isFull || other.isFull
    return common
  }

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    for index in sources.indices { sources[index].key.rename(rename) }
    rebuildIndex()
  }

  /// Puts the sources in the order of their names.
  mutating func sort() {
    sources.sort { $0.key.order.lexicographicallyPrecedes($1.key.order) }
    rebuildIndex()
  }

  private mutating func rebuildIndex() {
    indices.removeAll(keepingCapacity: true)
    for (index, source) in sources.enumerated() { indices[source.key] = index }
  }
}
