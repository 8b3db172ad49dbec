import Foundation
import TestSupport
import Testing

/// Environments, releases and clients held against each other, in logs, digests and a history; every
/// number is recounted here from the requests that were written.
@Suite("Comparing selections")
struct SelectionTests {
  /// A request as it was written.
  private struct Request {
    var day: Int
    var env: String
    var release: String
    var client: String?
    var name: String
    var nanoseconds: Int64
  }

  private static let days = 1...14
  private static let medians = ["Item": 100.0, "List": 50, "Search": 200]

  private let scratch: Scratch
  private let requests: [Request]

  /// Fourteen days: staging is 2.5 times as slow as live and is asked for lists twice as often; `ios` waits 1.4
  /// times as long as `web`; release 2 comes on the eighth day, when half of live still runs release 1, and
  /// makes `Item` slower, with another text and another statement.
  init() throws {
    scratch = try Scratch()
    var random = SeededGenerator(seed: 77)
    var requests: [Request] = []
    for day in Self.days {
      var lines = ""
      var sequence = 0
      for env in ["live", "staging"] {
        for (name, median) in Self.medians.sorted(by: { $0.key < $1.key }) {
          for index in 0..<(env == "staging" && name == "List" ? 144 : 72) {
            let isOld = day < 8 || (day == 8 && env == "live" && index % 2 == 0)
            let client = index % 12 == 11 ? nil : index % 3 == 0 ? "ios" : "web"
            var scale = (env == "staging" ? 2.5 : 1) * (client == "ios" ? 1.4 : 1)
            if !isOld, name == "Item" { scale *= 1.3 }
            let microseconds = Int64(median * scale * (1 + 0.1 * random.unit()) * 1000)
            let request = Request(
              day: day,
              env: env,
              release: isOld ? "1" : "2",
              client: client,
              name: name,
              nanoseconds: microseconds * 1000
            )
            sequence += 1
            lines += Self.line(request, sequence)
            requests.append(request)
          }
        }
      }
      try scratch.write("logs/\(day).jsonl", lines)
    }
    self.requests = requests
  }

  private static func line(_ request: Request, _ sequence: Int) -> String {
    let (minute, second) = (sequence / 60 % 60, sequence % 60)
    let time = String(format: "2026-03-%02dT03:%02d:%02dZ", request.day, minute, second)
    let text = request.name == "Item" ? "\(request.release)" : "0"
    let client = request.client.map { #""client":{"name":"\#($0)","version":"5"},"# } ?? ""
    // No locale's digits: whole microseconds as milliseconds.
    let milliseconds = "\(request.nanoseconds / 1_000_000).\(pad(request.nanoseconds))"
    return #"{"v":1,"type":"request","time":"\#(time)","service":"shop","env":"\#(request.env)","#
      + #""host":"a","release":"\#(request.release)","writer":"w\#(request.day)\#(request.env)"#
      + #"\#(request.release)","seq":\#(sequence),\#(client)"#
      + #""operation":{"name":"\#(request.name)","kind":"query","signature":"00000000000000a\#(text)"},"#
      + #""duration_ms":\#(milliseconds),"db":{"count":1,"time_ms":1,"statements":[{"fingerprint":"#
      + #""00000000000000f\#(text)","field":"Query.a","count":1,"time_ms":1}]}}"# + "\n"
  }

  private static func pad(_ nanoseconds: Int64) -> String {
    String(1000 + nanoseconds / 1000 % 1000).dropFirst().description
  }

  // MARK: - Recounting

  private func mean(_ requests: [Request]) -> Double {
    Double(requests.reduce(0) { $0 + $1.nanoseconds }) / Double(requests.count) / 1e6
  }

  private func p95(_ requests: [Request]) -> Double {
    let sorted = requests.map(\.nanoseconds).sorted()
    let rank = Int((0.95 * Double(sorted.count)).rounded(.up))
    return Double(sorted[rank - 1]) / 1e6
  }

  /// The split's ends are the recounted ones, and its parts make up the difference.
  private func check(
    _ split: JSONTree?,
    _ before: Double,
    _ after: Double,
    within tolerance: Double = 1e-6
  ) throws {
    let split = try #require(split)
    let (start, end) = (split.before_ms?.number ?? 0, split.after_ms?.number ?? 0)
    #expect(abs(start / before - 1) < tolerance && abs(end / after - 1) < tolerance)
    let parts = ["traffic_ms", "mix_ms", "speed_ms", "new_ms", "vanished_ms"]
      .compactMap { split[$0]?.number }.reduce(0, +)
    #expect(abs(end - start - parts) < 1e-5)
  }

  private func check(
    _ comparison: JSONTree?,
    _ before: [Request],
    _ after: [Request]
  ) throws {
    #expect(comparison?.baseline?.requests?.number == Double(before.count))
    #expect(comparison?.candidate?.requests?.number == Double(after.count))
    try check(comparison?.mean_split, mean(before), mean(after))
    let days = (Set(before.map(\.day)).count, Set(after.map(\.day)).count)
    func total(_ requests: [Request], _ days: Int) -> Double {
      mean(requests) * Double(requests.count) / Double(days)
    }
    try check(comparison?.total_split, total(before, days.0), total(after, days.1))
  }

  private func json(_ arguments: [String]) throws -> JSONTree {
    try scratch.nightjar(["compare"] + arguments + ["--format", "json"]).json()
  }

  /// The days of a history, and the same as digests of one day each.
  private func record() throws {
    let imported = ["history", "import", "logs", "--history", "h.sqlite", "--quiet"]
    try #require(try scratch.nightjar(imported).status == 0)
    let export = ["history", "export", "--history", "h.sqlite", "-o", "digests"]
    let exported = try scratch.nightjar(export)
    try #require(exported.status == 0, "\(exported.errors)")
  }

  /// The three ways of naming all days: logs, digests, days of a history.
  private func everyWay(_ slices: [String], _ others: [String]) throws -> [JSONTree] {
    let all = "2026-03-01..2026-03-14"
    return [
      try json(["logs", "--with", "logs"] + slices + others),
      try json(["digests", "--with", "digests"] + slices + others),
      try json([all, "--with", all, "--history", "h.sqlite"] + slices + others),
    ]
  }

  // MARK: - Tests

  @Test("environments: with one mix, in order, and in every way of naming them")
  func environments() throws {
    try record()
    let (live, staging) = (
      requests.filter { $0.env == "live" }, requests.filter { $0.env == "staging" }
    )
    let ways = try everyWay(["--env", "staging"], ["--with-env", "live"])
    for comparison in ways {
      #expect(comparison == ways[0])
      try check(comparison, live, staging)
      let environments = try #require(comparison.environments)
      #expect(environments.baseline?.string == "live")
      #expect(environments.candidate?.string == "staging")
      #expect(environments.common_share?.number == 1 && environments.rank_correlation?.number == 1)
      // What staging would take with the mix of live.
      let weighted = Self.medians.keys.reduce(0.0) { sum, name in
        let share = Double(live.count { $0.name == name }) / Double(live.count)
        return sum + share * mean(staging.filter { $0.name == name })
      }
      #expect(abs((environments.candidate_mean_ms?.number ?? 0) / weighted - 1) < 1e-6)
      #expect(abs((environments.baseline_mean_ms?.number ?? 0) / mean(live) - 1) < 1e-6)
      try check(comparison.p95_split, p95(live), p95(staging), within: 0.011)
      #expect(comparison.baseline?.not_known?.elements.isEmpty == true)
    }
    let text = try scratch.nightjar([
      "compare", "logs", "--with", "logs", "--env", "staging", "--with-env", "live",
    ]).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("environment staging: 14 days") && text.contains("live: 14 days"))
    #expect(text.contains("rank correlation of p95 1.00"))
  }

  @Test("releases: durations, texts and statements of each are its own")
  func releases() throws {
    try record()
    let old = requests.filter { $0.env == "live" && $0.release == "1" }
    let new = requests.filter { $0.env == "live" && $0.release == "2" }
    let ways = try everyWay(
      ["--env", "live", "--release", "2"],
      ["--with-release", "1"]
    )
    for comparison in ways {
      #expect(comparison == ways[0])
      try check(comparison, old, new)
      try check(comparison.p95_split, p95(old), p95(new), within: 0.011)
      #expect(comparison.baseline?.days?.elements.count == 8)
      #expect(comparison.candidate?.days?.elements.count == 7)
      let item = try #require(comparison.texts?.elements.first)
      #expect(comparison.texts?.elements.count == 1 && item["name"]?.string == "Item")
      #expect(item.new_texts?.elements.map(\.string) == ["00000000000000a2"])
      #expect(item.vanished_texts?.elements.map(\.string) == ["00000000000000a1"])
      #expect(item.new_statements?.elements.map(\.string) == ["00000000000000f2"])
      #expect(item.vanished_statements?.elements.map(\.string) == ["00000000000000f1"])
      #expect(comparison.candidate?.not_known?.elements.isEmpty == true)
      let worse = (comparison.changes?.elements ?? []).filter { $0.verdict?.string == "regression" }
      #expect(!worse.isEmpty && worse.allSatisfy { $0["name"]?.string == "Item" })
    }
  }

  @Test("the days of the release before the latest")
  func lastRelease() throws {
    try record()
    let comparison = try json([
      "2026-03-08..2026-03-14", "--with", "last-release", "--env", "live", "--history", "h.sqlite",
    ])
    let live = requests.filter { $0.env == "live" }
    try check(comparison, live.filter { $0.day < 8 }, live.filter { $0.day >= 8 })
    #expect(comparison.baseline?.choice?.string == "the release before, environment live")
    let narrow = try json([
      "2026-03-08..2026-03-14", "--with", "last-release", "--release", "2", "--history", "h.sqlite",
    ])
    let new = requests.filter { $0.release == "2" }
    try check(narrow, requests.filter { $0.day < 8 }, new)
  }

  @Test("clients: time and errors, and what cannot be known is said")
  func clients() throws {
    try record()
    let (web, ios) = (
      requests.filter { $0.client == "web" }, requests.filter { $0.client == "ios" }
    )
    let ways = try everyWay(["--client", "ios"], ["--with-client", "web 5"])
    for comparison in ways {
      #expect(comparison == ways[0])
      try check(comparison, web, ios)
      #expect(comparison.p95_split == nil && comparison.texts?.elements.isEmpty == true)
      let metrics = Set((comparison.changes?.elements ?? []).compactMap { $0.metric?.string })
      #expect(metrics == ["mean", "errors"])
      let nameless = requests.count { $0.client == nil }
      for side in [comparison.baseline, comparison.candidate] {
        let gaps = side?.not_known?.elements ?? []
        #expect(gaps.map { $0.what?.string } == ["client_figures", "unnamed_clients"])
        #expect(gaps.last?.requests?.number == Double(nameless))
      }
    }
    let both = try json([
      "logs", "--with", "logs", "--client", "ios", "--release", "2", "--with-release", "1",
    ])
    try check(both, ios.filter { $0.release == "1" }, ios.filter { $0.release == "2" })
    let text = try scratch.nightjar([
      "compare", "logs", "--with", "logs", "--client", "ios", "--with-client", "web",
    ]).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("client ios: 14 days") && text.contains("client web: 14 days"))
    #expect(text.contains("not known quantiles, statements, caches, memory and texts of a client"))
    let none = try scratch.nightjar(["compare", "logs", "--with", "logs", "--client", "tv"])
    #expect(none.status == 0 && none.text.contains("no day against client tv: no day"))
  }
}
