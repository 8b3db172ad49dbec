package import Analysis
internal import Foundation
internal import GRDB
internal import SQLiteFiles
internal import Synchronization

/// A run's hold on a history: from ``HistoryStore/beginRecording()`` until ``commit(_:rules:now:)`` no other
/// run can record, and readers see the state before.
///
/// One transaction: whenever the process ends, the history has the state before it or the one behind.
package final class HistoryRecording: Sendable {
  /// The run that records, and what it took until it did.
  package struct Run: Sendable {
    package var number: Int64
    package var figures: RunFigures

    package init(number: Int64, figures: RunFigures) {
      (self.number, self.figures) = (number, figures)
    }
  }

  private let store: HistoryStore
  private let fetches = FetchFailure()

  fileprivate init(_ store: HistoryStore) throws(HistoryError) {
    self.store = store
    try store.access { database in
      try database.beginTransaction(.immediate)
      // A first write, so that what prevents writing shows before a long time is spent on reading.
      try database.execute(
        sql: "INSERT OR REPLACE INTO setting (name, value) VALUES ('recordings', 1 + "
          + "coalesce((SELECT value FROM setting WHERE name = 'recordings'), 0))"
      )
    }
  }

  /// What the history knows of records.
  ///
  /// - Complexity: O(*c*), *c* being writers times days.
  package func knownRecords() throws(HistoryError) -> KnownRecords {
    try store.access { database in
      var known = KnownRecords(horizon: try HistoryStore.horizon(database)) {
        [store, fetches] day in
        fetches.note { () throws(HistoryError) in
          try store.access { try HistoryRecording.contents(of: day, $0, store.path) }
        }
      }
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT service, env, host, release, writer.writer AS writer, numbers
          FROM claim JOIN writer ON claim.writer = writer.id
          """
      )
      while let row = try rows.next() {
        known.add(
          WriterClaim(names: try WriterNames(row), numbers: try ClaimRow.numbers(row, store.path))
        )
      }
      return known
    }
  }

  static func contents(of day: Day, _ database: Database, _ path: String) throws -> ContentCounts {
    let bytes = try Data.fetchOne(
      database,
      sql: "SELECT hashes FROM content WHERE day = ?",
      arguments: [Int64(day.number)]
    )
    guard let bytes else { return ContentCounts() }
    do {
      return try ContentCounts(encoded: Array(bytes))
    } catch {
      throw HistoryError.damaged(path: path, detail: "the contents of \(day.text)")
    }
  }

  /// Writes what a run adds and ends the recording; on an error nothing has changed.
  ///
  /// - Parameters:
  ///   - additions: What ``DayAdditions`` has gathered by means of ``knownRecords()``.
  ///   - rules: The numbers that the days' findings go by.
  ///   - now: Microseconds since 1970, noted as the time of recording.
  ///   - run: Makes the account of the run, given how many records are new; none without it.
  /// - Returns: What became of the run's records.
  /// - Throws: ``HistoryError``; nothing has changed then.
  @discardableResult
  package func commit(
    _ additions: DayAdditions,
    rules: RuleSettings = RuleSettings(),
    now: Int64,
    run: (_ newRecords: Int64) -> Run? = { _ in nil }
  ) throws(HistoryError) -> HistoryReport {
    if let failure = fetches.failure { throw failure }
    return try store.access { database in
      var report = HistoryReport()
      for (day, count) in additions.counts.sorted(by: { $0.key < $1.key }) {
        report.days.append(
          try add(day, count, additions, (rules: rules, now: now), to: database)
        )
      }
      report.storedDays = try Int.fetchOne(database, sql: "SELECT count(*) FROM day") ?? 0
      if let run = run(report.newRecords) {
        try HistoryStore.note(run.figures, ofRun: run.number, database)
      }
      try database.commit()
      return report
    }
  }

  /// Ends the recording unless it has been committed; nothing has changed then.
  package func cancel() {
    try? store.access { if $0.isInsideTransaction { try $0.rollback() } }
  }

  private func add(
    _ day: Day,
    _ count: DayAdditions.Count,
    _ additions: DayAdditions,
    _ circumstances: (rules: RuleSettings, now: Int64),
    to database: Database
  ) throws -> HistoryReport.DayReport {
    let requestsBefore = try HistoryStore.requests(of: day, database)
    let isExpired = count.expired > 0
    var report = HistoryReport.DayReport(day: day, outcome: isExpired ? .expired : .unchanged)
    report.newRecords = count.new
    report.knownRecords = count.known
    report.expiredRecords = count.expired
    report.requestsBefore = requestsBefore ?? 0
    report.requestsAfter = report.requestsBefore
    guard count.new > 0 else { return report }
    report.outcome = requestsBefore == nil ? .recorded : .amended
    let (addition, contents) = additions.addition(to: day)
    if try HistoryStore.isInWeek(day, database) {
      try store.amend(
        day,
        addition,
        records: count.new,
        now: circumstances.now,
        database
      )
    } else {
      try add(addition, records: count.new, to: day, circumstances, database)
    }
    report.requestsAfter = try HistoryStore.requests(of: day, database) ?? 0
    try add(contents, of: day, to: database)
    return report
  }

  /// Adds records to the digest that a day has of its own.
  private func add(
    _ addition: Digest,
    records: Int64,
    to day: Day,
    _ circumstances: (rules: RuleSettings, now: Int64),
    _ database: Database
  ) throws {
    var digest = addition
    if let stored = try store.ownDigest(of: day, database) {
      digest = stored
      guard digest.merge(addition) == 0 else {
        throw HistoryError.damaged(path: store.path, detail: "the numbers of \(day.text)")
      }
      digest.settle()
    }
    guard !digest.hasTooManyWriters else { throw HistoryError.tooManyWriters(day: day) }
    try DayRow(
      day: day,
      digest: digest,
      newRecords: records,
      rules: circumstances.rules,
      now: circumstances.now
    ).write(to: database)
  }

  private func add(_ added: ContentCounts, of day: Day, to database: Database) throws {
    guard added.total > 0 else { return }
    var contents = try Self.contents(of: day, database, store.path)
    contents.add(added)
    try database.execute(
      sql: "INSERT OR REPLACE INTO content (day, hashes) VALUES (?, ?)",
      arguments: [Int64(day.number), Data(contents.encoded())]
    )
  }
}

extension HistoryStore {
  /// Locks the history for a run that records.
  ///
  /// - Throws: ``HistoryError/locked(path:)`` when another run holds it for longer than the time given.
  package func beginRecording() throws(HistoryError) -> HistoryRecording {
    try HistoryRecording(self)
  }
}

/// The first failure of fetches that cannot throw where they are asked for.
private final class FetchFailure: Sendable {
  private let first = Mutex<HistoryError?>(nil)

  var failure: HistoryError? { first.withLock { $0 } }

  /// What was fetched; nothing when that failed, which is noted.
  func note(_ fetch: () throws(HistoryError) -> ContentCounts) -> ContentCounts {
    do {
      return try fetch()
    } catch {
      first.withLock { if $0 == nil { $0 = error } }
      return ContentCounts()
    }
  }
}
