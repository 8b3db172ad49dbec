package import Analysis
internal import GRDB
internal import SQLiteFiles

/// Days that were given a name to be compared with.
extension HistoryStore {
  /// The named baselines, in the order of their names.
  package func baselines() throws(HistoryError) -> [(name: String, days: ClosedRange<Day>)] {
    try access { database in
      try Row.fetchAll(
        database,
        sql: "SELECT name, first_day, last_day FROM baseline ORDER BY name"
      )
      .compactMap { row in
        let first = Day(number: Int32(clamping: try row.stored("first_day") as Int64))
        let last = Day(number: Int32(clamping: try row.stored("last_day") as Int64))
        guard first <= last else { return nil }
        return (name: try row.stored("name"), days: first...last)
      }
    }
  }

  /// Gives days a name; a name that is taken is given to these days.
  package func setBaseline(_ name: String, _ days: ClosedRange<Day>) throws(HistoryError) {
    try transaction { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO baseline (name, first_day, last_day) VALUES (?, ?, ?)",
        arguments: [name, Int64(days.lowerBound.number), Int64(days.upperBound.number)]
      )
    }
  }

  /// Forgets a name.
  ///
  /// - Returns: Whether there was such a name.
  package func removeBaseline(_ name: String) throws(HistoryError) -> Bool {
    try transaction { database in
      try database.execute(sql: "DELETE FROM baseline WHERE name = ?", arguments: [name])
      return database.changesCount > 0
    }
  }
}
