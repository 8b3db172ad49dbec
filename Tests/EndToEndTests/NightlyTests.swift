import Foundation
import TestSupport
import Testing

/// The nightly job as cron starts it.
@Suite("The nightly job")
struct NightlyTests {
  private let scratch: Scratch
  private let script = PythonScript.project.appending(path: "samples/cron/nightly").path

  init() throws {
    scratch = try Scratch()
    _ = try scratch.copySamples()
    try scratch.write(
      "defaults",
      """
      NIGHTJAR_LOGS=logs
      NIGHTJAR_STATE=state
      NIGHTJAR_REPORTS=state/reports
      NIGHTJAR_METRICS=state/nightjar.prom
      NIGHTJAR_TIME_ZONE=Europe/Berlin
      """
    )
  }

  private func run(day: String, _ options: String = "") throws -> Nightjar.Outcome {
    try scratch.shell("NIGHTJAR_DEFAULTS=./defaults NIGHTJAR_DAY=\(day) '\(script)' \(options)")
  }

  @Test("reports on one day, keeps history and reports, and may be run again")
  func nightly() throws {
    try scratch.write("state/reports/2020-01-01.html", "old")
    let age = try scratch.shell("touch -d '2020-01-02' state/reports/2020-01-01.html")
    #expect(age.status == 0)
    let first = try run(day: "2026-11-21")
    #expect(first.status == 0 && first.output.isEmpty && first.errors == "", "\(first.errors)")
    let names = ["2026-11-21.html", "2026-11-21.json", "latest.html"]
    #expect(try scratch.shell("ls state/reports").lines.map(String.init) == names)
    let page = try scratch.shell("cat state/reports/latest.html").text
    #expect(page.contains("2026-11-21 01:00:05") && page.contains("Europe/Berlin"))
    #expect(
      String(decoding: try scratch.read("state/nightjar.prom"), as: UTF8.self).hasSuffix("# EOF\n")
    )
    let again = try run(day: "2026-11-21", "--fail-on high")
    #expect(again.status == 1 && again.errors == "", "\(again.errors)")
    let report = try JSONTree(try scratch.read("state/reports/2026-11-21.json"))
    #expect(report.totals?.requests?.number == 4400)
    #expect(report.history?.new_records?.number == 0)
  }

  @Test("leaves the report of before in its place when it cannot do its work")
  func failing() throws {
    try scratch.write("state/reports/latest.html", "before")
    let outcome = try run(day: "2026-11-21", "--sort nothing")
    #expect(outcome.status == 2 && outcome.errors.contains("--sort"))
    #expect(try scratch.read("state/reports/latest.html") == Data("before".utf8))
  }
}
