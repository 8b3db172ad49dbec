import Foundation
import TestSupport
import Testing

/// Ten nights of a job as cron runs it.
///
/// One has no log, one less than half of it, and a release plants a defect. What a reader is told each
/// morning, on the page and by mail, is what happened.
@Suite("Ten nights")
struct TenNightsTests {
  /// What a night leaves behind.
  private struct Morning {
    var status: Int32
    /// The sentence of the page's first screen, and the things that it says are to be done first.
    var verdict: String
    var todo: [String]
    /// The subjects of the mails of the night.
    var mails: [String]
    var requests: Double
  }

  private static let (missing, planted, half) = (4, 6, 8)
  private static let defect = "BookList: Book.author runs a statement for each item of Query.books"

  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  // MARK: - The nights

  private static func day(_ night: Int) -> String {
    "2026-11-" + String(("0" + String(night + 2)).suffix(2))
  }

  /// 1,200 requests of one server; from a noon on its release loads the authors of books one by one.
  private static func scenario(_ night: Int) -> String {
    let change = "changes: [{operation: BookList, n_plus_one: Book.author}]"
    let releases =
      night < planted
      ? [#"{version: "1"}"#]
      : night == planted
        ? [#"{version: "1"}"#, #"{version: "2", at: 12, \#(change)}"#]
        : [#"{version: "2", \#(change)}"#]
    return """
      name: night
      seed: \(2000 + night)
      start: "\(day(night))T00:00:00Z"
      requests: 0
      sources: [{service: shop, env: production, hosts: [web-1]}]
      releases: [\(releases.joined(separator: ", "))]
      operations:
        - name: BookList
          per_hour: 15
          document: "query BookList{books{id author{name}}}"
          items: {min: 5, max: 40}
          latency: {median_ms: 20, sigma: 0.25}
          statements:
            - {field: Query.books, text: "select id from book", time_ms: 2}
            - field: Book.author
              text: "select id, name from author where id in (?)"
              single_text: "select id, name from author where id = ?"
              time_ms: 1.5
          fields:
            - {field: Query.books, list: true}
            - {field: Book.author, per: item}
        - {name: Search, per_hour: 20, document: "query Search{a}", latency: {median_ms: 30}}
        - {name: Home, per_hour: 15, document: "query Home{a}", latency: {median_ms: 8}}
      """
  }

  private static let settings = """
    inputs: ["logs/{date}/*.jsonl*"]
    history: {path: history.sqlite}
    output:
      files:
        - {format: html, path: "{date}.html"}
        - {format: json, path: "{date}.json"}
        - {format: text, path: "{date}.txt"}
        - {format: markdown, path: "{date}.md"}
    fail_on: critical
    notifications:
      state: notifications.sqlite
      daily_cap: 1000
      mail: {to: [team@example.org], from: nightjar@example.org, sendmail: ./sendmail}
    """

  /// Makes the logs, the settings, and a mail program that keeps what it is given.
  private func setUp() throws {
    for night in 0..<10 { try scratch.write("\(night).yaml", Self.scenario(night)) }
    try scratch.write("nightjar.yaml", Self.settings)
    try scratch.write("sendmail", "#!/bin/sh\nexec cat >\"mails/$(ls mails | wc -l)\"\n")
    let made = try scratch.shell(
      """
      set -e
      chmod +x sendmail; mkdir mails whole
      for night in 0 1 2 3 4 5 6 7 8 9; do
        $NIGHTJAR generate $night.yaml --quiet -o logs/$(date -u -d "2026-11-02 +$night days" +%F)
      done
      rm -r logs/\(Self.day(Self.missing))
      cd logs/\(Self.day(Self.half)); mv *.jsonl ../../whole/
      file=$(ls ../../whole); head -c $(($(stat -c %s ../../whole/$file) * 2 / 5)) ../../whole/$file >$file
      """
    )
    try #require(made.status == 0, "\(made.errors)")
  }

  private func run(_ night: Int) throws -> Morning {
    let day = Self.day(night)
    let before = try mails().count
    let run = try scratch.nightjar([
      "analyze", "--config", "nightjar.yaml", "--quiet", "--date", day,
    ])
    #expect(run.text.isEmpty, "reports go to files")
    // cron sends what is printed: only a night without a log says something.
    #expect(run.errors.isEmpty == (night != Self.missing), "\(day): \(run.errors)")
    let page = String(decoding: try scratch.read("\(day).html"), as: UTF8.self)
    let report = try JSONTree(scratch.read("\(day).json"))
    return Morning(
      status: run.status,
      verdict: Self.texts(page, #/<h1>(.*)<\/h1>/#).first ?? "",
      todo: Self.texts(page, #/<li><h3>.*?<a href="#finding-[^"]*">(.*?)<\/a><\/h3>/#),
      mails: Array(try mails()[before...]),
      requests: report.totals?.requests?.number ?? 0
    )
  }

  /// What stands in elements of a page, without markup.
  private static func texts(_ page: String, _ pattern: Regex<(Substring, Substring)>) -> [String] {
    page.matches(of: pattern).map { String($0.output.1.replacing(#/<[^>]*>/#, with: "")) }
  }

  /// The subjects of all mails, the first sent first.
  private func mails() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url("mails").path)
    return try names.sorted().map { name in
      let mail = String(decoding: try scratch.read("mails/\(name)"), as: UTF8.self)
      return mail.matches(of: #/=\?UTF-8\?B\?([^?]*)\?=/#)
        .map { String(decoding: Data(base64Encoded: String($0.output.1)) ?? Data(), as: UTF8.self) }
        .joined()
    }
  }

  // MARK: - What is told

  @Test("say each morning what happened, and tell nobody the same thing twice")
  func nights() throws {
    try setUp()
    let mornings = try (0..<10).map(run)
    for night in [0, 1, 2, 3, 5] {
      let morning = mornings[night]
      #expect(morning.status == 0 && morning.mails.isEmpty && morning.todo.isEmpty, "\(night)")
      #expect(morning.verdict == "No rule found anything wrong." && morning.requests == 1200)
    }
    let silent = mornings[Self.missing]
    #expect(silent.status == 3 && silent.requests == 0)
    #expect(silent.verdict == "No request of 2026-11-06 was read. 1 thing to fix: 1 critical.")
    #expect(silent.todo == ["No log arrived for 2026-11-06"])
    #expect(silent.mails == ["[nightjar] critical: No log arrived for 2026-11-06"])

    let release = mornings[Self.planted]
    #expect(release.status == 0, "it is high for half a day, and critical fails")
    #expect(release.verdict == "1 thing to fix: 1 high.")
    #expect(release.todo == [Self.defect])
    #expect(release.mails == ["[nightjar] high: " + Self.defect])
    let text = String(decoding: try scratch.read("\(Self.day(Self.planted)).txt"), as: UTF8.self)
    #expect(text.contains("Since release 2."))

    let next = mornings[Self.planted + 1]
    #expect(next.status == 1 && next.todo == [Self.defect])
    #expect(next.mails == ["[nightjar] critical: " + Self.defect], "worse than it was told")

    let cut = mornings[Self.half]
    #expect(cut.status == 1 && 400 < cut.requests && cut.requests < 600)
    #expect(cut.verdict == "2 things to fix: 1 critical, 1 medium.")
    #expect(cut.todo.count == 2 && cut.todo.first == Self.defect)
    #expect(cut.todo.last?.contains("The log of shop (production) has 4") == true)
    #expect(cut.mails.count == 1 && cut.mails[0].contains("medium: The log of shop"))

    let last = mornings[9]
    #expect(last.status == 1 && last.todo == [Self.defect] && last.mails.isEmpty)
    try rehearse()
    try arriveLate()
  }

  /// What would be told now is nothing, and looking sends nothing.
  private func rehearse() throws {
    let arguments = ["notify", "--dry-run", "--config", "nightjar.yaml", "--date", Self.day(9)]
    let before = try mails()
    let known = try scratch.nightjar(arguments)
    #expect(known.status == 0 && known.text == "Nothing is new to anybody.\n", "\(known.errors)")
    // A team that has been told nothing would be told of the defect.
    let fresh = Self.settings.replacing("notifications.sqlite", with: "fresh.sqlite")
    try scratch.write("nightjar.yaml", fresh)
    let told = try scratch.nightjar(arguments)
    #expect(told.text.contains("mail: new: critical: " + Self.defect), "\(told.text)")
    func undated(_ run: Nightjar.Outcome) -> [Substring] {
      run.lines.filter { !$0.hasPrefix("Date: ") }
    }
    let again = try scratch.nightjar(arguments)
    #expect(undated(again) == undated(told), "a rehearsal changes nothing")
    #expect(try mails() == before)
    try scratch.write("nightjar.yaml", Self.settings)
  }

  /// The rest of the half night comes: each record counts once, and nobody is told of an old night.
  private func arriveLate() throws {
    let before = try mails().count
    let moved = try scratch.shell("cp whole/*.jsonl logs/\(Self.day(Self.half))/")
    try #require(moved.status == 0, "\(moved.errors)")
    let late = try run(Self.half)
    #expect(late.status == 1 && late.requests == 1200 && late.todo == [Self.defect])
    #expect(try mails().count == before)
    let verified = try scratch.nightjar(["history", "verify", "--history", "history.sqlite"])
    #expect(verified.status == 0, "\(verified.errors)")
    let list = try scratch.nightjar([
      "history", "list", "--history", "history.sqlite", "--format", "json",
    ]).json()
    let requests = list.days?.elements.compactMap { $0.requests?.number }.filter { $0 > 0 }
    #expect(requests == Array(repeating: 1200, count: 9), "nine days, each of them whole")
  }
}
