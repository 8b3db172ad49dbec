/// What rows of days do in the long run: trends, changes, what stood out and what is to be expected.
///
/// A pure function of the days' figures. Levels are in base units: nanoseconds, shares in 0...1, counts,
/// bytes. Renderers draw and scale; they compute nothing.
package struct TrendReport: Sendable {
  /// The first and the last day looked at; `nil` when there is none.
  package var firstDay: Day?
  package var lastDay: Day?
  /// Days that had requests.
  package var days = 0
  /// All rows that were tested, those with something to say first: what is worse before what is better,
  /// and of equals the larger share of the time.
  package var series: [SeriesTrend] = []
  /// Operations of too little of the time to be tested.
  package var untestedOperations = 0
  /// Days on which releases changed, in order.
  package var deploys: [DayDeploy] = []
  /// How the forecasts of earlier nights did; `nil` when none was stored whose day has come.
  package var forecasts: ForecastRecord?
  /// Findings that are gone, halved or back, the costliest first.
  package var findings: [FindingCourse] = []

  package init() {}

  /// Days that a row needs for a trend.
  package static var leastDays: Int { TrendAnalysis.leastDays }

  /// The rows that have something to say.
  package var notable: [SeriesTrend] { series.filter(\.isNotable) }

  /// What a report has of it: the rows with something to say, and p95.
  package var abridged: TrendReport {
    var report = self
    report.series = series.filter { $0.isNotable || $0.metric == .p95 }
    return report
  }

  /// The row of a subject and metric; `nil` when it was not tested.
  package func series(of subject: TrendSubject, _ metric: ComparisonMetric) -> SeriesTrend? {
    series.first { $0.subject == subject && $0.metric == metric }
  }
}

/// What a row of days is about.
package enum TrendSubject: Hashable, Comparable, Sendable {
  /// All requests of an environment together.
  case environment(String)
  case operation(OperationName)

  /// The environment that the subject belongs to.
  package var env: String {
    switch self {
    case .environment(let env): env
    case .operation(let name): name.env
    }
  }
}

/// A release that began to serve on a day, or was announced for it.
package struct DayDeploy: Hashable, Comparable, Sendable {
  package var day: Day
  package var service: String
  package var env: String
  package var release: String

  package init(day: Day, service: String, env: String, release: String) {
    (self.day, self.service, self.env, self.release) = (day, service, env, release)
  }

  package static func < (left: DayDeploy, right: DayDeploy) -> Bool {
    (left.day, left.service, left.env, left.release)
      < (right.day, right.service, right.env, right.release)
  }
}
