import Foundation
import TestSupport
import Testing

/// Thirty generated nights: what was planted is found and dated, and nothing else is called anything.
@Suite("Thirty nights")
struct ThirtyNightsTests {
  private static let nights = 30
  private static let (releaseNight, mixNight, badNights) = (18, 12, 26...27)

  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A night as a scenario: `Slower` takes a fifth more from the release on, `Drifting` gains 1.2 % a
  /// night, `Weekend` has two bad nights, and `Popular`, which is slow, comes three times as often.
  private static func scenario(_ night: Int) -> String {
    var medians = ["Slower": 100.0, "Drifting": 100, "Weekend": 100, "Popular": 300]
    for name in ["Quiet1", "Quiet2", "Quiet3"] { medians[name] = 100 }
    if night >= releaseNight { medians["Slower", default: 0] *= 1.2 }
    medians["Drifting", default: 0] *= pow(1.012, Double(night))
    if badNights.contains(night) { medians["Weekend", default: 0] *= 1.8 }
    let date = ISO8601DateFormatter()
      .string(from: Date(timeIntervalSince1970: 1_792_972_800 + 86_400 * Double(night)))
    var text = """
      name: night
      seed: \(1000 + night)
      start: "\(date)"
      requests: 0
      sources: [{service: shop, env: production, hosts: [web-\(night)]}]
      releases: [{version: "\(night >= releaseNight ? 2 : 1)"}]
      operations:

      """
    for (name, median) in medians.sorted(by: { $0.key < $1.key }) {
      let rate = name == "Popular" && night >= mixNight ? 15 : 5
      text += """
          - name: \(name)
            per_hour: \(rate)
            document: "query \(name){a}"
            latency: {median_ms: \(median), sigma: 0.25}

        """
    }
    return text
  }

  private func record() throws {
    for night in 0..<Self.nights { try scratch.write("\(night).yaml", Self.scenario(night)) }
    let generated = try scratch.shell(
      """
      for night in $(seq 0 \(Self.nights - 1)); do
        $NIGHTJAR generate $night.yaml -o logs/$night --quiet || exit 1
      done
      """
    )
    try #require(generated.status == 0, "\(generated.errors)")
    // All nights but the last in one run, and that one as cron does it.
    let last = "logs/\(Self.nights - 1)"
    let recorded = try scratch.shell(
      """
      mkdir last; mv \(last) last/
      $NIGHTJAR history import logs --history h.sqlite --quiet
      """
    )
    try #require(recorded.status == 0, "\(recorded.errors)")
  }

  private func series(_ trends: JSONTree?, _ name: String?, _ metric: String) throws -> JSONTree {
    let all = trends?.series?.elements ?? []
    return try #require(
      all.first { $0["name"]?.string == name && $0.metric?.string == metric },
      "\(name ?? "all") \(metric)"
    )
  }

  private func confirmed(_ series: JSONTree) -> [JSONTree] {
    (series.changes?.elements ?? []).filter { $0.standing?.string == "confirmed" }
  }

  private func night(_ day: String?) throws -> Int {
    let date = try #require(ISO8601DateFormatter().date(from: (day ?? "") + "T00:00:00Z"))
    return Int((date.timeIntervalSince1970 - 1_792_972_800) / 86_400)
  }

  @Test("find what was planted, date it, and stay silent of the rest")
  func nights() throws {
    try record()
    let report = try scratch.nightjar(["analyze", "last", "--history", "h.sqlite", "-o", "json=r"])
    try #require(report.status == 0, "\(report.errors)")
    let document = try scratch.nightjar(["trends", "--history", "h.sqlite", "--format", "json"])
      .json()
    #expect(document.schema?.string == "nightjar.trends/1")
    let trends = document.trends
    #expect(trends?.days?.number == 30)

    let slower = confirmed(try series(trends, "Slower", "mean"))
    #expect(slower.count == 1)
    let step = try #require(slower.first)
    #expect((17...19).contains(try night(step.day?.string)))
    #expect(step.is_worse?.number == 1 && abs((step.effect?.number ?? 0) - 0.2) < 0.08)
    #expect(step.causes?.elements.first?["name"]?.string == "2")

    #expect(try series(trends, "Drifting", "mean").course?.string == "rising")
    let weekly = try #require(try series(trends, "Drifting", "p50").weekly_change?.number)
    #expect(abs(weekly - 0.087) < 0.03, "1.012 to the seventh is 1.087")

    for metric in ["p50", "p95", "mean"] {
      let weekend = try series(trends, "Weekend", metric)
      #expect(confirmed(weekend).isEmpty && weekend.course?.string == "steady", "\(metric)")
    }
    let popular = confirmed(try series(trends, "Popular", "requests"))
    #expect(try popular.map { try night($0.day?.string) } == [12])
    let whole = confirmed(try series(trends, nil, "mean"))
    let mix = try #require(try whole.first { try abs(night($0.day?.string) - 12) <= 1 })
    #expect(mix.causes?.elements.contains { $0["kind"]?.string == "mix" } == true)

    for series in trends?.series?.elements ?? [] {
      let name = series["name"]?.string ?? ""
      guard name.hasPrefix("Quiet") || (name == "Popular" && series.metric?.string != "requests")
      else { continue }
      let course = series.course?.string ?? ""
      #expect(confirmed(series).isEmpty && ["steady", "short"].contains(course), "\(name)")
    }
    try texts()
  }

  private func texts() throws {
    let report = try JSONTree(try scratch.read("r"))
    let told = report.trends?.series?.elements ?? []
    #expect(told.contains { $0["name"]?.string == "Slower" && !confirmed($0).isEmpty })
    let text = try scratch.nightjar(["trends", "--history", "h.sqlite"]).text
    #expect(text.contains("Slower") && text.contains("release 2 on"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let one = try scratch.nightjar([
      "trends", "--history", "h.sqlite", "--operation", "Quiet1", "--metric", "p95",
    ])
    #expect(one.text.contains("Quiet1 p95") && one.text.contains("no trend is sure"))
    let again = try scratch.nightjar(["analyze", "last", "--history", "h.sqlite", "--width", "160"])
    #expect(again.text.contains("Trends") && again.text.contains("p95, 30 days"))
    let none = try scratch.nightjar([
      "trends", "--history", "h.sqlite", "--since", "2020-01-01", "--until", "2020-02-01",
    ])
    #expect(none.status == 0 && none.text.contains("no such days"))
    let wrong = try scratch.nightjar([
      "trends", "--history", "h.sqlite", "--since", "2026-02-01", "--until", "2026-01-01",
    ])
    #expect(wrong.status == 2)
  }
}
