internal import Analysis
internal import GRDB

/// Reading one release's requests, which only digests tell apart.
extension HistoryStore {
  /// A slice of some days, which are in order; from the digest that each has of its own or shares with its
  /// week.
  ///
  /// - Throws: ``HistoryError``.
  /// - Complexity: O(*b*), *b* being the bytes of the digests.
  func period(of days: [Day], _ slice: RequestSlice) throws(HistoryError) -> ComparisonPeriod {
    try access { database in
      var period = ComparisonPeriod([])
      var week: WeekRow?
      for day in days {
        if let digest = try ownDigest(of: day, database) {
          period.add(day, digest, slice)
          continue
        }
        if week?.week != Week(of: day) { week = try WeekRow(Week(of: day), database, path) }
        if let week { period.add(day, week.digest.part(of: day), slice) }
      }
      return period
    }
  }
}
