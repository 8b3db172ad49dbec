internal import MetricLog

/// The records that a history holds already.
///
/// Numbers of all days are held at once, for they are intervals; contents of records without number
/// are fetched for the days that such records lie in.
package struct KnownRecords: Sendable {
  /// Days before it have been removed, and with them the knowledge of their records.
  package let horizon: Day?
  private let fetch: @Sendable (Day) -> ContentCounts
  private var contents: [Day: ContentCounts] = [:]
  private var names = SymbolTable()
  private var numbers: [SequenceSet] = []
  private var indices: [SourceKey: Int] = [:]

  /// A history's knowledge; without arguments that of an empty one.
  ///
  /// - Parameters:
  ///   - horizon: The first day that the history may hold; `nil` when none was ever removed.
  ///   - contents: Fetches the contents of a day's records that have no number.
  package init(
    horizon: Day? = nil,
    contents: @escaping @Sendable (Day) -> ContentCounts = { _ in ContentCounts() }
  ) {
    self.horizon = horizon
    fetch = contents
  }

  /// Adds numbers that a writer's records have.
  package mutating func add(_ claim: WriterClaim) {
    let key = SourceKey(
      service: names.intern(utf8: claim.names.service),
      env: names.intern(utf8: claim.names.env),
      host: names.intern(utf8: claim.names.host),
      release: names.intern(utf8: claim.names.release),
      writer: names.intern(utf8: claim.names.writer)
    )
    if let index = indices[key] {
      _ = numbers[index].merge(claim.numbers)
    } else {
      indices[key] = numbers.count
      numbers.append(claim.numbers)
    }
  }

  /// The index of a writer's numbers; `nil` when the history has none of it.
  ///
  /// Long names are looked up as digests have them, cut.
  mutating func index(of row: SourceRow, _ symbols: SymbolTable) -> Int? {
    indices[
      SourceKey(
        service: names.internName(row.service, of: symbols),
        env: names.internName(row.env, of: symbols),
        host: names.internName(row.host, of: symbols),
        release: names.internName(row.release, of: symbols),
        writer: names.internName(row.writer, of: symbols)
      )
    ]
  }

  /// Whether the history has a number of the writer at an index.
  @inline(__always)
  func holds(_ number: UInt64, at index: Int) -> Bool { numbers[index].contains(number) }

  /// How many of a writer's numbers the history has.
  mutating func common(with claim: WriterClaim) -> UInt64 {
    var symbols = SymbolTable()
    let row = SourceRow(
      service: symbols.intern(utf8: claim.names.service),
      env: symbols.intern(utf8: claim.names.env),
      host: symbols.intern(utf8: claim.names.host),
      release: symbols.intern(utf8: claim.names.release),
      writer: symbols.intern(utf8: claim.names.writer)
    )
    return index(of: row, symbols).map { numbers[$0].common(with: claim.numbers) } ?? 0
  }

  /// How often the history has a content.
  mutating func count(of hash: UInt64, on day: Day) -> UInt32 {
    if let known = contents[day] { return known.count(of: hash) }
    let fetched = fetch(day)
    contents[day] = fetched
    return fetched.count(of: hash)
  }
}
