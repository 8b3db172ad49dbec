import Foundation
import TestSupport
import Testing

/// What is done to keep a history small, and what can be asked of it afterwards.
@Suite("The weeks and the budget of a history", RecordedSamples())
struct HistoryWeeksTests {
  private let scratch: Scratch
  /// The samples are moved into a year that is past whatever the clock says, each hour's first half to a
  /// Saturday, the rest to the Sunday after it.
  private static let days = ["1998-11-21", "1998-11-22"]

  init() throws {
    scratch = try RecordedSamples.copy()
    try scratch.run(
      """
      sed -E -e 's/"time":"2026-11-21(T..:[0-2])/"time":"1998-11-21\\1/' \
        -e 's/"time":"2026-11-2./"time":"1998-11-22/' one/all.jsonl > old.jsonl
      head -n 1700 old.jsonl > head.jsonl
      $NIGHTJAR history import old.jsonl --history h.sqlite
      """
    )
  }

  @Test("are made of whole old days, with every figure as it was")
  func rollUp() throws {
    let questions = [
      "$NIGHTJAR history list --history h.sqlite --format json | grep -v -e digest_bytes -e week",
      "$NIGHTJAR trends --history h.sqlite --format json",
      "$NIGHTJAR compare 1998-11-22 --with 1998-11-21 --history h.sqlite --format json",
      "$NIGHTJAR compare 1998-11-22 --with 1998-11-21 --env production --history h.sqlite",
    ]
    let before = try questions.map { try scratch.run($0).text }
    let dry = try scratch.run(
      "$NIGHTJAR history roll-up --keep-day-digests 7 --dry-run --history h.sqlite"
    )
    #expect(dry.text.contains("the days of 1998-W47 would be put together"), "\(dry.text)")
    let done = try scratch.run("$NIGHTJAR history roll-up --keep-day-digests 7 --history h.sqlite")
    #expect(done.text.contains("the days of 1998-W47 put together"), "\(done.text)")
    try scratch.run("$NIGHTJAR history verify --history h.sqlite")
    for (question, answer) in zip(questions, before) {
      #expect(try scratch.run(question).text == answer)
    }
    let list = try scratch.run("$NIGHTJAR history list --history h.sqlite --format json").json()
    #expect(list.days?.elements.map { $0.week?.string } == ["1998-W47", "1998-W47"])
    #expect(list.weeks?.elements.first?.week?.string == "1998-W47")
    let text = try scratch.run("$NIGHTJAR history list --history h.sqlite").text
    #expect(text.contains("1998-W47 (1998-11-16"))
    let again = try scratch.run("$NIGHTJAR history roll-up --keep-day-digests 7 --history h.sqlite")
    #expect(again.text.contains("nothing to put together"))
  }

  @Test("are shown and exported as weeks, and a day of them says so")
  func reading() throws {
    let counts = try scratch.run("$NIGHTJAR history list --history h.sqlite --format json").json()
    let requests = counts.days?.elements.compactMap { $0.requests?.number }.reduce(0, +)
    try scratch.run("$NIGHTJAR history roll-up --keep-day-digests 7 --history h.sqlite")
    let week = try scratch.run("$NIGHTJAR history show 1998-W47 --history h.sqlite --format json")
      .json()
    #expect(week.totals?.requests?.number == requests && requests ?? 0 > 0)
    #expect(week.hours?.elements.count == 2)
    for command in ["show", "export -o none"] {
      let day = try scratch.run(
        "$NIGHTJAR history \(command) \(Self.days[0]) --history h.sqlite",
        status: 2
      )
      #expect(day.errors.contains("take 1998-W47 instead"), "\(day.errors)")
    }
    for text in ["1998-W48", "1999-W53", "1998-W00", "week"] {
      try scratch.run("$NIGHTJAR history show \(text) --history h.sqlite", status: 2)
    }
    try scratch.run("$NIGHTJAR history export -o all --history h.sqlite")
    #expect(try scratch.run("ls all").text == "1998-W47.digest\n")
    let read = try scratch.run("$NIGHTJAR analyze all --format json").json()
    #expect(read.totals?.requests?.number == requests)
    let refused = try scratch.run("$NIGHTJAR history import all --history new.sqlite", status: 2)
    #expect(refused.errors.contains("more than one day"), "\(refused.errors)")
    let cut = try scratch.run("$NIGHTJAR history prune --keep-days 1 --history h.sqlite").text
    #expect(Self.days.allSatisfy { cut.contains("\($0) removed") })
    try scratch.run("$NIGHTJAR history verify --history h.sqlite")
  }

  @Test("take in what comes late, once, as if it had been there in time")
  func late() throws {
    try scratch.run(
      """
      set -e
      $NIGHTJAR history import head.jsonl --history late.sqlite
      $NIGHTJAR history roll-up --keep-day-digests 7 --history late.sqlite
      for delay in 0.05 0.15 0.3; do
        timeout -s KILL $delay $NIGHTJAR history import old.jsonl --history late.sqlite || true
        $NIGHTJAR history verify --history late.sqlite > verified || exit 9
      done
      $NIGHTJAR history import old.jsonl --history late.sqlite
      $NIGHTJAR history import old.jsonl --history late.sqlite --format json > again.json
      $NIGHTJAR history roll-up --keep-day-digests 7 --history late.sqlite
      $NIGHTJAR history roll-up --keep-day-digests 7 --history h.sqlite
      $NIGHTJAR history verify --history late.sqlite
      $NIGHTJAR history export -o late --history late.sqlite
      $NIGHTJAR history export -o whole --history h.sqlite
      diff -r late whole
      """
    )
    let again = try JSONTree(try scratch.read("again.json"))
    #expect(again.new_records?.number == 0 && again.known_records?.number == 2686)
  }

  @Test("follow from settings, and the report says what was done and what could not be")
  func nightly() throws {
    try scratch.run("head -n 900 one/all.jsonl > part.jsonl")
    try scratch.write(
      "s.yaml",
      "history: {path: h.sqlite, keep_hours: 30, keep_day_digests: 60, budget: 20kB}\n"
    )
    let report = try scratch.run("$NIGHTJAR analyze part.jsonl --config s.yaml --format json")
      .json()
    let upkeep = try #require(report.history?.upkeep)
    #expect(upkeep.rolled_up_days?.elements.prefix(2).compactMap { $0.string } == Self.days)
    #expect(upkeep.weeks?.elements.first?.string == "1998-W47")
    #expect(upkeep.over_budget?.number == 1 && upkeep.budget_bytes?.number == 20_000)
    let size = try scratch.read("h.sqlite").count
    #expect(upkeep.bytes?.number == Double(size))
    let text = try scratch.run("$NIGHTJAR analyze part.jsonl --config s.yaml --width 200").text
    #expect(text.contains("of a budget of 19.5 KiB: nothing more may be put together"), "\(text)")
    let metrics = try scratch.run(
      "$NIGHTJAR analyze part.jsonl --config s.yaml --format openmetrics"
    ).text
    #expect(metrics.contains(#"nightjar_history_bytes{bound="budget"} 20000"#))
    let plenty = try scratch.run(
      "$NIGHTJAR analyze part.jsonl --config s.yaml --width 200",
      environment: ["NIGHTJAR_HISTORY_BUDGET": "1GB"]
    )
    #expect(!plenty.text.contains("budget"))
    try scratch.run("$NIGHTJAR history verify --history h.sqlite")
    try scratch.write("wrong.yaml", "history: {path: h.sqlite, budget: plenty}\n")
    let wrong = try scratch.run("$NIGHTJAR analyze part.jsonl --config wrong.yaml", status: 2)
    #expect(wrong.errors.contains("wrong.yaml:1:") && wrong.errors.contains("a size such as 2GB"))
  }
}
