internal import Analysis
internal import GRDB

extension StoredDay {
  /// What ``init(row:)`` needs of the table `day`.
  static let columns = """
    day, requests, duration_ns, records, length(digest) AS bytes, recorded_us, amended_us, amendments
    """

  init(row: Row) {
    self.init(day: Day(number: Int32(clamping: row["day"] as Int64)))
    requests = row["requests"]
    durationNanoseconds = row["duration_ns"]
    records = row["records"]
    digestBytes = row["bytes"]
    recordedMicroseconds = row["recorded_us"]
    amendedMicroseconds = row["amended_us"]
    amendments = row["amendments"]
  }
}
