import Analysis
import MetricLog
import Notifications

/// A night's report, as far as notifications look at it.
struct Night {
  var report = Report()

  /// A report of one environment on a day after 2026-11-01.
  init(_ day: Int64, service: String = "shop", env: String = "production") {
    report.environments = [.init(service: service, env: env)]
    report.input.lastMicroseconds = (20_758 + day) * 86_400_000_000 + 72_000_000_000
  }

  /// The night with one more finding.
  func with(
    _ id: String,
    _ severity: Severity = .high,
    cost: Double = 1e9,
    title: Prose = "A title",
    service: String = "shop"
  ) -> Night {
    var night = self
    var finding = Finding()
    finding.id = id
    finding.rule = "n_plus_one"
    finding.severity = severity
    finding.confidence = .strong
    (finding.service, finding.env) = (service, "production")
    finding.operation = Finding.Operation(name: "BookList", kind: .query)
    finding.title = title
    finding.explanation = "What was seen."
    finding.recommendation = "Load them together."
    finding.costNanoseconds = cost
    finding.saving = Saving(nanoseconds: cost / 2, method: "by hand")
    finding.saving?.nanosecondsPerDay = cost / 2
    night.report.findings.append(finding)
    return night
  }

  var sightings: Sightings { NoticeBuilder().sightings(report) }

  /// A time of the morning after.
  var morning: Int64 { (report.input.lastMicroseconds ?? 0) + 36_000_000_000 }
}
