internal import MetricLog
internal import Statistics

/// Adds a request's statements, fields, caches and properties to the breakdowns of its cell.
struct DetailRecorder {
  let weight: Int64
  let limit: DetailLimit

  @inline(__always)
  func statement(
    _ row: StatementRow,
    _ translation: BatchTranslation,
    _ names: SymbolTable,
    _ details: inout DetailList
  ) {
    let key = DetailKey(
      first: translation[row.fingerprint],
      second: translation[row.field].index,
      kind: .statement
    )
    let index = details.index(of: key, limit: limit, names: names)
    let hasDistinct = row.distinct >= 0
    details[index].add(
      weight: weight,
      row.count,
      row.nanoseconds,
      hasDistinct ? row.distinct : 0,
      hasDistinct ? 1 : 0
    )
    if row.count > details[index].largest { details[index].largest = row.count }
  }

  @inline(__always)
  func field(
    _ row: FieldRow,
    _ translation: BatchTranslation,
    _ names: SymbolTable,
    _ details: inout DetailList
  ) {
    let key = DetailKey(first: translation[row.field], second: 0, kind: .field)
    let index = details.index(of: key, limit: limit, names: names)
    let hasItems = row.items >= 0
    details[index].add(
      weight: weight,
      row.calls,
      row.nanoseconds,
      hasItems ? row.items : 0,
      hasItems ? 1 : 0
    )
  }

  @inline(__always)
  func cache(
    _ row: CacheRow,
    _ translation: BatchTranslation,
    _ names: SymbolTable,
    _ details: inout DetailList
  ) {
    let level = UInt32(clamping: row.level)
    let key = DetailKey(first: translation[row.name], second: level, kind: .cache)
    let index = details.index(of: key, limit: limit, names: names)
    details[index].add(weight: weight, row.hits, row.misses, row.writes, row.evictions)
  }

  /// Counts the request under a key that has nothing to sum.
  @inline(__always)
  func count(_ key: DetailKey, _ names: SymbolTable, _ details: inout DetailList) {
    let index = details.index(of: key, limit: limit, names: names)
    details[index].requests = details[index].requests.addingClamped(weight)
  }

  /// Adds the request to its client's or host's sums; `failed` is its weight if it had errors.
  @inline(__always)
  func slice(
    _ key: DetailKey,
    _ nanoseconds: Int64,
    failed: Int64,
    _ names: SymbolTable,
    _ details: inout DetailList
  ) {
    let index = details.index(of: key, limit: limit, names: names)
    details[index].requests = details[index].requests.addingClamped(weight)
    details[index].sumA = details[index].sumA.addingClamped(failed)
    details[index].sumB = details[index].sumB.addingClamped(
      nanoseconds.multipliedClamped(by: weight)
    )
  }
}

extension DetailSums {
  /// Adds a request of a weight with what it recorded.
  @inline(__always)
  mutating func add(
    weight: Int64,
    _ first: Int64,
    _ second: Int64,
    _ third: Int64,
    _ fourth: Int64
  ) {
    requests = requests.addingClamped(weight)
    sumA = sumA.addingClamped(first.multipliedClamped(by: weight))
    sumB = sumB.addingClamped(second.multipliedClamped(by: weight))
    sumC = sumC.addingClamped(third.multipliedClamped(by: weight))
    sumD = sumD.addingClamped(fourth.multipliedClamped(by: weight))
  }
}
