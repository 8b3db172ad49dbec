internal import MetricLog
internal import Statistics

/// A count that tables of keys hold.
struct Occurrences: Mergeable {
  var count: Int64 = 0

  init() {}

  init(_ count: Int64) { self.count = count }

  mutating func merge(_ other: Occurrences) { count = count.addingClamped(other.count) }
}

/// The text of an operation, as an `operation` record explains it.
struct OperationTextKey: NamedKey {
  var service: Symbol
  var env: Symbol
  var signature: Symbol
  var name: Symbol
  var kind: OperationKind
  var document: Symbol

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    (service, env, signature) = (rename(service), rename(env), rename(signature))
    (name, document) = (rename(name), rename(document))
  }

  func hash(_ names: SymbolTable) -> UInt64 {
    names.combinedHash(service, env, signature, name, document)
  }

  var order: [UInt64] {
    [service, env, signature, name].map { UInt64($0.index) }
      + [UInt64(kind.rawValue), UInt64(document.index)]
  }
}

/// The text of a statement, as a `statement` record explains it.
struct StatementTextKey: NamedKey {
  var fingerprint: Symbol
  var system: Symbol
  var text: Symbol

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    (fingerprint, system, text) = (rename(fingerprint), rename(system), rename(text))
  }

  func hash(_ names: SymbolTable) -> UInt64 { names.combinedHash(fingerprint, system, text) }

  var order: [UInt64] { [fingerprint, system, text].map { UInt64($0.index) } }
}

/// One announcement of a deploy.
struct DeployKey: NamedKey {
  var timeMicroseconds: Int64
  var service: Symbol
  var env: Symbol
  var host: Symbol
  var release: Symbol
  var note: Symbol

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    (service, env, host) = (rename(service), rename(env), rename(host))
    (release, note) = (rename(release), rename(note))
  }

  func hash(_ names: SymbolTable) -> UInt64 {
    StableHash.combine(
      UInt64(bitPattern: timeMicroseconds),
      names.combinedHash(service, env, host, release, note)
    )
  }

  var order: [UInt64] {
    [UInt64(timeMicroseconds)] + [service, env, host, release, note].map { UInt64($0.index) }
  }
}

/// Alerts that belong together.
struct AlertKey: NamedKey {
  var service: Symbol
  var env: Symbol
  var rule: Symbol
  var severity: Symbol
  var operation: Symbol
  var unit: Symbol

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    (service, env, rule) = (rename(service), rename(env), rename(rule))
    (severity, operation, unit) = (rename(severity), rename(operation), rename(unit))
  }

  func hash(_ names: SymbolTable) -> UInt64 {
    names.combinedHash(service, env, rule, severity, operation, unit)
  }

  var order: [UInt64] {
    [service, env, rule, severity, operation, unit].map { UInt64($0.index) }
  }
}

/// What is known of alerts that belong together.
struct AlertTally: Mergeable {
  var count: Int64 = 0
  var firstMicroseconds = Int64.max
  var lastMicroseconds = Int64.min
  /// The largest value with its threshold and trace; of equal values the smallest trace.
  var maxValue = -Double.infinity
  var threshold = 0.0
  var traceHigh: UInt64 = 0
  var traceLow: UInt64 = 0

  mutating func merge(_ other: AlertTally) {
    count = count.addingClamped(other.count)
    firstMicroseconds = min(firstMicroseconds, other.firstMicroseconds)
    lastMicroseconds = max(lastMicroseconds, other.lastMicroseconds)
    let isLarger =
      other.maxValue > maxValue
      || (other.maxValue == maxValue
        && (other.threshold, other.traceHigh, other.traceLow) < (threshold, traceHigh, traceLow))
    if isLarger {
      (maxValue, threshold) = (other.maxValue, other.threshold)
      (traceHigh, traceLow) = (other.traceHigh, other.traceLow)
    }
  }
}

/// One host's processes, or a pool of theirs.
struct ProcessKey: NamedKey {
  var service: Symbol
  var env: Symbol
  var host: Symbol
  var release: Symbol
  /// The pool's name; empty for the process itself and only for it.
  var pool: Symbol
  var isPool: Bool

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    (service, env, host) = (rename(service), rename(env), rename(host))
    (release, pool) = (rename(release), rename(pool))
  }

  func hash(_ names: SymbolTable) -> UInt64 {
    StableHash.combine(
      isPool ? 1 : 0,
      names.combinedHash(service, env, host, release, pool)
    )
  }

  var order: [UInt64] {
    [service, env, host, release].map { UInt64($0.index) }
      + [isPool ? 1 : 0, UInt64(pool.index)]
  }
}

/// Samples of processes: resident size, CPU and requests in flight; of pools: connections in use,
/// waiting and errors.
struct ProcessTally: Mergeable {
  var samples: Int64 = 0
  /// Resident bytes, or connections in use.
  var first = CountSummary()
  /// CPU in thousandths of a per cent of a core, or requests waiting for a connection.
  var second = CountSummary()
  /// Requests in flight, or connection errors.
  var third = CountSummary()
  /// The pool's largest size; 0 for processes.
  var size: Int64 = 0
  /// Samples with every connection in use; 0 for processes.
  var exhausted: Int64 = 0

  mutating func merge(_ other: ProcessTally) {
    samples = samples.addingClamped(other.samples)
    first.merge(other.first)
    second.merge(other.second)
    third.merge(other.third)
    size = max(size, other.size)
    exhausted = exhausted.addingClamped(other.exhausted)
  }
}

/// Cache events that belong together.
struct CacheEventKey: NamedKey {
  var service: Symbol
  var env: Symbol
  var name: Symbol
  var level: Int64
  var event: Symbol
  var reason: Symbol

  mutating func rename(_ rename: (Symbol) -> Symbol) {
    (service, env, name) = (rename(service), rename(env), rename(name))
    (event, reason) = (rename(event), rename(reason))
  }

  func hash(_ names: SymbolTable) -> UInt64 {
    StableHash.combine(UInt64(level), names.combinedHash(service, env, name, event, reason))
  }

  var order: [UInt64] {
    [UInt64(service.index), UInt64(env.index), UInt64(name.index), UInt64(level)]
      + [UInt64(event.index), UInt64(reason.index)]
  }
}

/// How many events there were and how many keys they concerned.
struct CacheEventTally: Mergeable {
  var events: Int64 = 0
  var keys: Int64 = 0

  mutating func merge(_ other: CacheEventTally) {
    events = events.addingClamped(other.events)
    keys = keys.addingClamped(other.keys)
  }
}

/// A name that the format does not have, and where it stood.
struct UnknownKey: NamedKey {
  /// The object's field name as a raw value plus 1; 0 for the record itself.
  var parent: UInt8
  var name: Symbol

  mutating func rename(_ rename: (Symbol) -> Symbol) { name = rename(name) }

  func hash(_ names: SymbolTable) -> UInt64 {
    StableHash.combine(UInt64(parent), names.hash(of: name))
  }

  var order: [UInt64] { [UInt64(parent), UInt64(name.index)] }
}

extension SymbolTable {
  /// One hash of several names in this order.
  func combinedHash(_ symbols: Symbol...) -> UInt64 {
    symbols.reduce(0) { StableHash.combine($0, hash(of: $1)) }
  }
}
