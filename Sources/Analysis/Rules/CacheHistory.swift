internal import MetricLog
internal import Statistics

/// One cache level of a service, by release and by stretch of time, over all operations that use it.
struct CacheHistory: Sendable {
  /// Which cache.
  struct Key: Hashable, Sendable {
    var service: Symbol
    var env: Symbol
    var name: Symbol
    var level: UInt32
  }

  let key: Key
  private(set) var total = DetailSums()
  private(set) var byRelease: [Symbol: DetailSums] = [:]
  private(set) var byStretch: [Int32: DetailSums] = [:]
  /// The operations that look it up, those with the most look-ups first.
  private(set) var users: [OperationEvidence] = []

  var detailKey: DetailKey { DetailKey(first: key.name, second: key.level, kind: .cache) }

  /// The caches of a digest, in the order of their names.
  static func all(_ input: RuleInput) -> [CacheHistory] {
    var histories: [Key: CacheHistory] = [:]
    for operation in input.operations {
      for detail in operation.keys(.cache) {
        let key = Key(
          service: operation.key.service,
          env: operation.key.env,
          name: detail.first,
          level: detail.second
        )
        histories[key, default: CacheHistory(key: key)].add(operation, detail)
      }
    }
    return histories.values.map { history in
      var history = history
      let lookups = history.users.map { $0.details[history.detailKey]?.lookups ?? 0 }
      history.users = history.users.indices.sorted { left, right in
        (lookups[right], history.users[left].key.name)
          < (lookups[left], history.users[right].key.name)
      }.map { history.users[$0] }
      return history
    }.sorted { left, right in
      let (a, b) = (left.key, right.key)
      return (a.service, a.env, a.name, a.level) < (b.service, b.env, b.name, b.level)
    }
  }

  private init(key: Key) { self.key = key }

  private mutating func add(_ operation: OperationEvidence, _ detail: DetailKey) {
    users.append(operation)
    for breakdown in operation.digest.breakdowns {
      for entry in breakdown.details.entries where entry.key == detail {
        total.merge(entry.sums)
        byRelease[breakdown.release, default: DetailSums()].merge(entry.sums)
        byStretch[breakdown.stretch, default: DetailSums()].merge(entry.sums)
      }
    }
  }

  /// The operation, when it is the only one.
  var onlyUser: OperationEvidence? { users.count == 1 ? users[0] : nil }

  /// The beginning of a finding about the cache.
  func finding(_ page: RulePage, _ input: RuleInput) -> Finding {
    var finding =
      onlyUser.map { input.finding(page, $0) } ?? input.finding(page, key.service, key.env)
    finding.subject.cache = input.text(key.name)
    finding.subject.level = Int64(key.level)
    return finding
  }

  /// The cache for a sentence.
  func name(_ input: RuleInput) -> Prose {
    "cache \(name: input.text(key.name)) (level \(count: Int(key.level)))"
  }

  /// The operations that use it, for a sentence.
  func userNames(_ input: RuleInput) -> Prose {
    .joined(users.prefix(3).map { input.name($0) }, separator: ", ")
  }
}

extension DetailSums {
  /// A cache's look-ups.
  var lookups: Int64 { sumA.addingClamped(sumB) }

  /// A cache's hits of its look-ups; `nil` when there was none.
  var hits: Proportion? {
    lookups > 0 ? Proportion(count: min(sumA, lookups), of: lookups) : nil
  }
}
