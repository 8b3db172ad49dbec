internal import MetricLog
internal import Statistics

/// What a breakdown of an operation's hour is by.
///
/// Raw values are stored: append, never renumber.
enum DetailKind: UInt8, CaseIterable, Sendable {
  case statement, field, cache, errorCode, client, host, signature, refusal
}

/// Which entry of a breakdown: two names, or a name and a number.
struct DetailKey: Hashable, Sendable {
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

/// One entry of a breakdown. What the sums are depends on the kind:
///
/// | kind | sumA | sumB | sumC | sumD | largest |
/// | --- | --- | --- | --- | --- | --- |
/// | statement | statements | nanoseconds | distinct | requests with distinct | statements a request |
/// | field | calls | nanoseconds | items | requests with items | |
/// | cache | hits | misses | writes | evictions | |
/// | client, host | with errors | nanoseconds | | | |
struct Detail: Sendable {
  var key: DetailKey
  /// Requests that have the entry, scaled by weight.
  var requests: Int64 = 0
  var sumA: Int64 = 0
  var sumB: Int64 = 0
  var sumC: Int64 = 0
  var sumD: Int64 = 0
  var largest: Int64 = 0

  init(key: DetailKey) { self.key = key }

  mutating func merge(_ other: Detail) {
    requests = requests.addingClamped(other.requests)
    sumA = sumA.addingClamped(other.sumA)
    sumB = sumB.addingClamped(other.sumB)
    sumC = sumC.addingClamped(other.sumC)
    sumD = sumD.addingClamped(other.sumD)
    largest = Swift.max(largest, other.largest)
  }
}

/// The breakdowns of one operation's hour, bounded per kind.
///
/// Which entries survive depends on their names alone, so the list is the same for any order of
/// records and any grouping of merges; the rest of a kind is one entry, and sums stay exact.
struct DetailList: Sendable {
  private(set) var entries: [Detail] = []
  /// Where the search begins: behind the entry found last, since requests repeat their pattern.
  private var hint = 0

  /// The entry of a key, made when it is new and may be kept; else the kind's "other" entry.
  ///
  /// - Complexity: O(1) when requests repeat their pattern, else O(*e*), *e* being the entries.
  @inline(__always)
  mutating func index(of key: DetailKey, limit: DetailLimit, names: SymbolTable) -> Int {
    if hint < entries.count, entries[hint].key == key {
      hint += 1
      return hint - 1
    }
    return slowIndex(of: key, limit: limit, names: names)
  }

  /// Starts a request, whose details come in the order of the request before.
  @inline(__always)
  mutating func beginRequest() { hint = 0 }

  subscript(index: Int) -> Detail {
    @inline(__always) get { entries[index] }
    @inline(__always) _modify { yield &entries[index] }
  }

  @inline(never)
  private mutating func slowIndex(
    of key: DetailKey,
    limit: DetailLimit,
    names: SymbolTable
  ) -> Int {
    // On from the entry found last, then from the start: the next one is seldom far.
    for _ in entries.indices {
      if hint >= entries.count { hint = 0 }
      hint += 1
      if entries[hint - 1].key == key { return hint - 1 }
    }
    let index = insert(key, limit: limit, names: names)
    hint = index + 1
    return index
  }

  private mutating func insert(_ key: DetailKey, limit: DetailLimit, names: SymbolTable) -> Int {
    let kept = entries.indices.filter {
      entries[$0].key.kind == key.kind && !entries[$0].key.isOther
    }
    guard !key.isOther, kept.count >= limit.entries(key.kind) else {
      entries.append(Detail(key: key))
      return entries.count - 1
    }
    let worst = kept.max { entries[$0].key.hash(names) < entries[$1].key.hash(names) }
    guard let worst, entries[worst].key.hash(names) > key.hash(names) else {
      return slowIndex(of: .other(key.kind), limit: limit, names: names)
    }
    let folded = entries[worst]
    entries[worst] = Detail(key: key)
    let other = slowIndex(of: .other(key.kind), limit: limit, names: names)
    entries[other].merge(folded)
    return worst
  }

  /// Adds another list's entries; both use the same names.
  mutating func merge(_ other: DetailList, limit: DetailLimit, names: SymbolTable) {
    for entry in other.entries {
      let index = index(of: entry.key, limit: limit, names: names)
      entries[index].merge(entry)
    }
  }

  /// Folds what a smaller limit does not keep.
  mutating func trim(to limit: DetailLimit, names: SymbolTable) {
    let all = entries
    entries = []
    hint = 0
    for entry in all {
      let index = index(of: entry.key, limit: limit, names: names)
      entries[index].merge(entry)
    }
  }

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    for index in entries.indices {
      let key = entries[index].key
      entries[index].key.first = rename(key.first)
      if DetailKey.hasTwoNames(key.kind) {
        entries[index].key.second = rename(Symbol(index: key.second)).index
      }
    }
  }

  /// Puts the entries in the order of kind and names, once names are in the order of their bytes.
  mutating func sort() {
    entries.sort { left, right in
      (left.key.kind.rawValue, left.key.isOther ? 1 : 0, left.key.first.index, left.key.second)
        < (
          right.key.kind.rawValue, right.key.isOther ? 1 : 0, right.key.first.index,
          right.key.second
        )
    }
    hint = 0
  }

  /// Takes the entries as they were stored.
  init(entries: [Detail] = []) { self.entries = entries }
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
