internal import Analysis
internal import GRDB
internal import SQLiteFiles

extension StoredDay {
  /// The table `day`, read without the digests: what a query takes from it is in the index, the digests'
  /// lengths excepted.
  static let listed = "day INDEXED BY day_listed"

  /// What ``init(row:)`` needs of ``listed``.
  static let columns = """
    day, requests, duration_ns, records, length(digest) AS bytes, recorded_us, amended_us, amendments
    """

  init(row: Row) throws {
    self.init(day: Day(number: Int32(clamping: try row.stored("day") as Int64)))
    requests = try row.stored("requests")
    durationNanoseconds = try row.stored("duration_ns")
    records = try row.stored("records")
    digestBytes = try row.stored("bytes")
    recordedMicroseconds = try row.stored("recorded_us")
    amendedMicroseconds = try row.storedIfPresent("amended_us")
    amendments = try row.stored("amendments")
  }
}
