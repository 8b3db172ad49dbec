package import Analysis
internal import Foundation
internal import GRDB
internal import SQLiteFiles

/// Something in a history that is not as it must be.
package struct HistoryDefect: Sendable, Equatable {
  /// The day concerned; `nil` when it is the file.
  package var day: Day?
  /// The week whose digest is concerned; `nil` when it is none.
  package var week: Week?
  /// What is wrong, in one sentence.
  package var text: String
}

extension HistoryStore {
  /// Checks everything that can be checked: the database, and each day's digest against its figures
  /// and against the records noted as counted.
  ///
  /// - Returns: What is wrong; nothing in a sound history.
  /// - Complexity: O(*b*), *b* being the bytes of the file.
  package func verify() throws(HistoryError) -> [HistoryDefect] {
    try access { database in
      var defects = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
        .filter { $0 != "ok" }
        .map { HistoryDefect(day: nil, text: "SQLite finds: \($0)") }
      guard defects.isEmpty else { return defects }
      if try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") != nil {
        defects.append(HistoryDefect(day: nil, text: "a row belongs to a day that is not there"))
      }
      for row in try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY number") {
        do {
          _ = try run(row)
        } catch {
          defects.append(HistoryDefect(day: nil, text: "a run's account cannot be read"))
        }
      }
      let days = try Int64.fetchAll(database, sql: "SELECT day FROM day ORDER BY day")
      var weeks = try Int64.fetchAll(database, sql: "SELECT first_day FROM week")
        .reduce(into: Set<Week>()) { $0.insert(Week(of: Day(number: Int32(clamping: $1)))) }
      var seen: [WriterNames: SequenceSet] = [:]
      for number in days {
        let day = Day(number: Int32(clamping: number))
        for text in try verify(day, &seen, database) {
          defects.append(HistoryDefect(day: day, text: text))
        }
        if try Self.isInWeek(day, database) { weeks.insert(Week(of: day)) }
      }
      for week in weeks.sorted() {
        defects += try WeekVerification(week: week, path: path).defects(database)
      }
      return defects
    }
  }

  private func verify(
    _ day: Day,
    _ seen: inout [WriterNames: SequenceSet],
    _ database: Database
  ) throws -> [String] {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT digest, checksum, requests, duration_ns, records FROM day WHERE day = ?",
      arguments: [Int64(day.number)]
    )
    guard let row else { return ["is gone"] }
    let bytes = StoredDigest.encoded(try row.stored("digest"))
    // The digest of its week is looked at below, its days together.
    if bytes.isEmpty { return try overlaps(numbers(of: day, database), &seen) }
    guard Int64(Digest.checksum(bytes)) == (try row.stored("checksum")) else {
      return ["the digest has not the checksum noted for it"]
    }
    let digest: Digest
    do {
      digest = try Digest(encoded: bytes)
    } catch {
      return ["the digest \(error.message)"]
    }
    var texts: [String] = []
    if digest.encoded() != bytes { texts.append("the digest is not in its one stored form") }
    let requests: Int64 = try row.stored("requests")
    let duration: Int64 = try row.stored("duration_ns")
    if digest.requestCount != requests || digest.durationNanoseconds != duration {
      texts.append("the figures listed for the day are not those of its digest")
    }
    if try SummaryRow.stored(of: day, database) != DaySummary(day: day, digest) {
      texts.append("the figures kept for comparisons and trends are not those of its digest")
    }
    let records: Int64 = try row.stored("records")
    texts += try verifyRecords(of: day, digest, records: records, &seen, database)
    return texts
  }

  /// The numbers noted as counted; `nil` when they cannot be read.
  private func numbers(
    of day: Day,
    _ database: Database
  ) throws -> [WriterNames: SequenceSet]? {
    do {
      return try ClaimRow.numbers(of: day, database, path)
    } catch is HistoryError {
      return nil
    }
  }

  /// Whether a day counts numbers that an earlier day counts, of the same writer.
  private func overlaps(
    _ counted: [WriterNames: SequenceSet]?,
    _ seen: inout [WriterNames: SequenceSet]
  ) -> [String] {
    guard let counted else { return ["the numbers of a writer's records cannot be read"] }
    var common: UInt64 = 0
    for (names, numbers) in counted {
      common &+= seen[names, default: SequenceSet()].merge(numbers)
    }
    return common > 0 ? ["records are counted that an earlier day counts, too"] : []
  }

  private func verifyRecords(
    of day: Day,
    _ digest: Digest,
    records: Int64,
    _ seen: inout [WriterNames: SequenceSet],
    _ database: Database
  ) throws -> [String] {
    guard let stored = try numbers(of: day, database) else { return overlaps(nil, &seen) }
    let claims = digest.writerClaims.filter { $0.numbers.count > 0 }
    let isSame =
      claims.count == stored.count && claims.allSatisfy { stored[$0.names] == $0.numbers }
    var texts = isSame ? [] : ["the numbers noted as counted are not those of the digest"]
    let counted = Dictionary(claims.map { ($0.names, $0.numbers) }) { first, _ in first }
    texts += overlaps(counted, &seen)
    let contents = try HistoryRecording.contents(of: day, database, path)
    if contents.total != digest.recordsWithoutNumber {
      texts.append("the records without number are not as many as the digest counts")
    }
    let total = claims.reduce(contents.total) { $0 + Int64(clamping: $1.numbers.count) }
    if total != records { texts.append("the number of records listed is not that of the digest") }
    return texts
  }
}
