internal import MetricLog
internal import Statistics

/// What a breakdown of an operation's hour is by.
///
/// Raw values are stored: append, never renumber.
enum DetailKind: UInt8, CaseIterable, Sendable {
  case statement, field, cache, errorCode, client, host, signature, refusal
}

/// Which entry of a breakdown: two names, or a name and a number.
struct DetailKey: Hashable, Comparable, Sendable {
  /// Fingerprint, field, cache, code, client, host or signature; empty for refusals.
  var first: Symbol
  /// The statement's field or the client's version; else a number: cache level, refusal.
  var second: UInt32
  var kind: DetailKind
  /// Whether the entry stands for those that were too many to keep.
  var isOther = false

  /// Compares as numbers: the derived comparison is a call in the innermost loop.
  @inline(__always)
  static func == (left: DetailKey, right: DetailKey) -> Bool {
    left.first.index == right.first.index && left.second == right.second
      && left.kind.rawValue == right.kind.rawValue && left.isOther == right.isOther
  }

  /// By kind and names, which must be in the order of their bytes; "other" comes last of a kind.
  static func < (left: DetailKey, right: DetailKey) -> Bool {
    (left.kind.rawValue, left.isOther ? 1 : 0, left.first.index, left.second)
      < (right.kind.rawValue, right.isOther ? 1 : 0, right.first.index, right.second)
  }

  /// The entry that stands for those of its kind that were too many to keep.
  static func other(_ kind: DetailKind) -> DetailKey {
    DetailKey(first: .empty, second: 0, kind: kind, isOther: true)
  }

  /// Whether ``second`` is a name.
  static func hasTwoNames(_ kind: DetailKind) -> Bool { kind == .statement || kind == .client }

  /// What decides which entries are kept: the smallest hashes, whatever the order of arrival.
  func hash(_ names: SymbolTable) -> UInt64 {
    let tail =
      Self.hasTwoNames(kind) ? names.hash(of: Symbol(index: second)) : UInt64(second)
    return StableHash.combine(names.hash(of: first), tail)
  }
}

/// What one entry of a breakdown adds up to. What the sums are depends on the kind:
///
/// | kind | sumA | sumB | sumC | sumD | largest |
/// | --- | --- | --- | --- | --- | --- |
/// | statement | statements | nanoseconds | distinct | requests with distinct | statements a request |
/// | field | calls | nanoseconds | items | requests with items | |
/// | cache | hits | misses | writes | evictions | |
/// | client, host | with errors | nanoseconds | | | |
struct DetailSums: Sendable {
  /// Requests that have the entry, scaled by weight.
  var requests: Int64 = 0
  var sumA: Int64 = 0
  var sumB: Int64 = 0
  var sumC: Int64 = 0
  var sumD: Int64 = 0
  var largest: Int64 = 0

  mutating func merge(_ other: DetailSums) {
    requests = requests.addingClamped(other.requests)
    sumA = sumA.addingClamped(other.sumA)
    sumB = sumB.addingClamped(other.sumB)
    sumC = sumC.addingClamped(other.sumC)
    sumD = sumD.addingClamped(other.sumD)
    largest = Swift.max(largest, other.largest)
  }
}

/// One entry of a breakdown; its sums can be asked of it directly.
@dynamicMemberLookup
struct Detail: Sendable {
  var key: DetailKey
  var sums = DetailSums()

  subscript<Value>(dynamicMember member: WritableKeyPath<DetailSums, Value>) -> Value {
    get { sums[keyPath: member] }
    set { sums[keyPath: member] = newValue }
  }
}

/// The breakdowns of one operation's hour, bounded per kind.
///
/// Which entries survive depends on their names alone, so the list is the same for any order of
/// records and any grouping of merges; the rest of a kind is one entry, and sums stay exact.
struct DetailList: Sendable {
  /// What the entries are of: apart from their sums, because the search looks at keys only.
  private var keys: [DetailKey]
  private var sums: [DetailSums]
  /// Where the search begins: behind the entry found last, since requests repeat their pattern.
  private var hint = 0

  /// Takes entries as they were stored.
  init(entries: [Detail] = []) {
    keys = entries.map(\.key)
    sums = entries.map(\.sums)
  }

  /// The entries, in the order of their arrival until they are sorted.
  var entries: [Detail] { zip(keys, sums).map { Detail(key: $0, sums: $1) } }

  /// The entry of a key, made when it is new and may be kept; else the kind's "other" entry.
  ///
  /// - Complexity: O(1) when requests repeat their pattern, else O(*e*), *e* being the entries.
  @inline(__always)
  mutating func index(of key: DetailKey, limit: DetailLimit, names: SymbolTable) -> Int {
    if hint < keys.count, keys[hint] == key {
      hint += 1
      return hint - 1
    }
    return slowIndex(of: key, limit: limit, names: names)
  }

  /// Starts a request, whose details come in the order of the request before.
  @inline(__always)
  mutating func beginRequest() { hint = 0 }

  subscript(index: Int) -> DetailSums {
    @inline(__always) get { sums[index] }
    @inline(__always) _modify { yield &sums[index] }
  }

  @inline(never)
  private mutating func slowIndex(
    of key: DetailKey,
    limit: DetailLimit,
    names: SymbolTable
  ) -> Int {
    // On from the entry found last, then from the start: the next one is seldom far.
    for _ in keys.indices {
      if hint >= keys.count { hint = 0 }
      hint += 1
      if keys[hint - 1] == key { return hint - 1 }
    }
    let index = insert(key, limit: limit, names: names)
    hint = index + 1
    return index
  }

  private mutating func insert(_ key: DetailKey, limit: DetailLimit, names: SymbolTable) -> Int {
    let kept = keys.indices.filter { keys[$0].kind == key.kind && !keys[$0].isOther }
    guard !key.isOther, kept.count >= limit.entries(key.kind) else {
      keys.append(key)
      sums.append(DetailSums())
      return keys.count - 1
    }
    let worst = kept.max { keys[$0].hash(names) < keys[$1].hash(names) }
    guard let worst, keys[worst].hash(names) > key.hash(names) else {
      return slowIndex(of: .other(key.kind), limit: limit, names: names)
    }
    let folded = sums[worst]
    keys[worst] = key
    sums[worst] = DetailSums()
    let other = slowIndex(of: .other(key.kind), limit: limit, names: names)
    sums[other].merge(folded)
    return worst
  }

  /// Adds another list's entries; both use the same names.
  mutating func merge(_ other: DetailList, limit: DetailLimit, names: SymbolTable) {
    for (key, added) in zip(other.keys, other.sums) {
      let index = index(of: key, limit: limit, names: names)
      sums[index].merge(added)
    }
  }

  /// Folds what a smaller limit does not keep.
  mutating func trim(to limit: DetailLimit, names: SymbolTable) {
    let all = self
    self = DetailList()
    merge(all, limit: limit, names: names)
  }

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    for index in keys.indices {
      let key = keys[index]
      keys[index].first = rename(key.first)
      if DetailKey.hasTwoNames(key.kind) {
        keys[index].second = rename(Symbol(index: key.second)).index
      }
    }
  }

  /// Puts the entries in the order of kind and names, once names are in the order of their bytes.
  mutating func sort() { self = DetailList(entries: entries.sorted { $0.key < $1.key }) }
}

/// How many entries of each kind an operation's hour keeps.
enum DetailLimit: UInt8, Comparable, Sendable {
  /// For digests of few operations or hours.
  case wide
  /// For digests of many operations and hours, so that memory stays bounded.
  case narrow

  func entries(_ kind: DetailKind) -> Int {
    switch kind {
    case .statement, .field: self == .wide ? 64 : 16
    case .errorCode, .client, .host: self == .wide ? 32 : 8
    case .cache: self == .wide ? 16 : 8
    case .signature: self == .wide ? 16 : 4
    case .refusal: Refusal.allCases.count
    }
  }

  static func < (left: DetailLimit, right: DetailLimit) -> Bool { left.rawValue < right.rawValue }
}
