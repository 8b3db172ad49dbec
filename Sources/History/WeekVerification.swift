internal import Analysis
internal import Foundation
internal import GRDB
internal import SQLiteFiles

/// Checks the digest of a week against what is kept of its days.
struct WeekVerification {
  let week: Week
  let path: String

  /// What is wrong, in sentences.
  func defects(_ database: Database) throws -> [HistoryDefect] {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT digest, checksum FROM week WHERE first_day = ?",
      arguments: [Int64(week.firstDay.number)]
    )
    guard let row else { return [defect("its digest is not there")] }
    let bytes = StoredDigest.encoded(try row.stored("digest"))
    guard Int64(Digest.checksum(bytes)) == (try row.stored("checksum")) else {
      return [defect("the digest has not the checksum noted for it")]
    }
    let digest: Digest
    do {
      digest = try Digest(encoded: bytes, limits: .week)
    } catch {
      return [defect("the digest \(error.message)")]
    }
    var defects: [HistoryDefect] = []
    if digest.encoded() != bytes {
      defects.append(defect("the digest is not in its one stored form"))
    }
    let days = try WeekRow.days(of: week, database)
    var (requests, nanoseconds): (Int64, Int64) = (0, 0)
    for day in days {
      let part = digest.part(of: day)
      (requests, nanoseconds) = (
        requests + part.requestCount, nanoseconds + part.durationNanoseconds
      )
      for text in try texts(day, part, database) {
        defects.append(HistoryDefect(day: day, week: week, text: text))
      }
    }
    if requests != digest.requestCount || nanoseconds != digest.durationNanoseconds {
      defects.append(defect("the days' requests are not those of the digest"))
    }
    return defects + (try recordDefects(days, digest, database))
  }

  private func texts(_ day: Day, _ part: Digest, _ database: Database) throws -> [String] {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT requests, duration_ns FROM day WHERE day = ?",
      arguments: [Int64(day.number)]
    )
    var texts: [String] = []
    if try row?.stored("requests") != part.requestCount
      || row?.stored("duration_ns") != part.durationNanoseconds
    {
      texts.append("the figures listed for the day are not those of its week's digest")
    }
    if try SummaryRow.stored(of: day, database) != DaySummary(day: day, part) {
      texts.append(
        "the figures kept for comparisons and trends are not those of its week's digest"
      )
    }
    return texts
  }

  /// Whether the records noted as counted are those of the digest.
  private func recordDefects(
    _ days: [Day],
    _ digest: Digest,
    _ database: Database
  ) throws -> [HistoryDefect] {
    var counted: [WriterNames: SequenceSet] = [:]
    var (contents, records): (Int64, Int64) = (0, 0)
    for day in days {
      contents += try HistoryRecording.contents(of: day, database, path).total
      records +=
        try Int64.fetchOne(
          database,
          sql: "SELECT records FROM day WHERE day = ?",
          arguments: [Int64(day.number)]
        ) ?? 0
      do {
        for (names, numbers) in try ClaimRow.numbers(of: day, database, path) {
          // A number that two days count is a defect of the later one.
          _ = counted[names, default: SequenceSet()].merge(numbers)
        }
      } catch is HistoryError {
        // It is a defect of the day.
        return []
      }
    }
    let claims = digest.writerClaims.filter { $0.numbers.count > 0 }
    var defects: [HistoryDefect] = []
    let isSame =
      claims.count == counted.count && claims.allSatisfy { counted[$0.names] == $0.numbers }
    if !isSame {
      defects.append(defect("the numbers noted as counted are not those of the digest"))
    }
    if contents != digest.recordsWithoutNumber {
      defects.append(defect("the records without number are not as many as the digest counts"))
    }
    let total = claims.reduce(contents) { $0 + Int64(clamping: $1.numbers.count) }
    if total != records {
      defects.append(defect("the number of records listed is not that of the digest"))
    }
    return defects
  }

  private func defect(_ text: String) -> HistoryDefect {
    HistoryDefect(day: nil, week: week, text: text)
  }
}
