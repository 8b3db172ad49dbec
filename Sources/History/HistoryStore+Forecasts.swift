package import Analysis
internal import Foundation
internal import GRDB

/// What was said of days, and what became of it.
extension HistoryStore {
  /// How many nights of forecasts are scored.
  private static let scoredNights: Int32 = 30

  /// Keeps what a report expects of the days after its last one, unless a later day has come: what was
  /// said before it cannot be improved afterwards.
  package func store(_ report: TrendReport) throws(HistoryError) {
    guard let last = report.lastDay else { return }
    let bytes = StoredForecasts(report).encoded()
    try transaction { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO forecast (day, forecasts)
          SELECT ?, ? WHERE EXISTS (SELECT 1 FROM day WHERE day = ?)
            AND NOT EXISTS (SELECT 1 FROM \(StoredDay.listed) WHERE day > ? AND requests > 0)
          """,
        arguments: [
          Int64(last.number), Data(bytes), Int64(last.number), Int64(last.number),
        ]
      )
    }
  }

  /// How the forecasts of the nights before a day did.
  package func forecastRecord(
    _ figures: [DayFigures]
  ) throws(HistoryError) -> ForecastRecord? {
    guard let last = figures.last?.day else { return nil }
    let first = last.advanced(by: -Self.scoredNights)
    let stored = try blobs("forecast", "forecasts", first...last) {
      try StoredForecasts(encoded: $1)
    }
    let record = ForecastRecord(stored.map { (day: $0, forecasts: $1) }, figures)
    return record.total.count > 0 ? record : nil
  }

  /// What became of findings on the days up to one.
  package func findingCourses(_ figures: [DayFigures]) throws(HistoryError) -> [FindingCourse] {
    guard let last = figures.last?.day else { return [] }
    let stored = try blobs("finding", "findings", last.advanced(by: -Self.scoredNights)...last) {
      try DayFindings(encoded: $1)
    }
    return FindingHistory(stored.map { (day: $0, findings: $1) }, figures: figures).courses()
  }
}
