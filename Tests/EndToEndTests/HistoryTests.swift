import Foundation
import TestSupport
import Testing

/// What a cron job does that may be run twice, killed, and run late.
@Suite("The history of the command", RecordedSamples())
struct HistoryTests {
  private let scratch: Scratch

  init() throws { scratch = try RecordedSamples.copy() }

  /// Expects a history to hold the same bytes as the one of everything read once.
  private func expectSame(_ history: String) throws {
    try scratch.run("$NIGHTJAR history verify --history \(history)")
    try scratch.run("$NIGHTJAR history export -o \(history).days --history \(history)")
    let difference = try scratch.shell("diff -r one.days \(history).days")
    #expect(difference.status == 0, "\(history): \(difference.text)")
  }

  @Test("is the same when logs are read twice, renamed, and compressed otherwise")
  func copies() throws {
    try scratch.run("$NIGHTJAR analyze logs --history h.sqlite -o json=first.json")
    try scratch.run("mkdir copies; gzip -1 < one/all.jsonl > copies/other.log")
    try scratch.run("$NIGHTJAR analyze copies --history h.sqlite -o json=again.json")
    let first = try JSONTree(try scratch.read("first.json"))
    let again = try JSONTree(try scratch.read("again.json"))
    #expect(first.history?.new_records?.number == 2686)
    #expect(again.history?.new_records?.number == 0)
    #expect(again.history?.known_records?.number == 2686)
    for part in ["totals", "hours", "operations", "alerts", "processes", "deploys"] {
      #expect(first[part] == again[part], "the report is on what was read: \(part)")
    }
    try expectSame("h.sqlite")
  }

  @Test("is the same when logs grow, overlap and come late, and says so")
  func pieces() throws {
    try scratch.run(
      """
      cd one; head -n 900 all.jsonl > ../head.jsonl; head -n 1700 all.jsonl > ../grown.jsonl
      tail -n 1400 all.jsonl > ../tail.jsonl
      """
    )
    try scratch.run("$NIGHTJAR analyze head.jsonl --history h.sqlite")
    try scratch.run("$NIGHTJAR analyze grown.jsonl --history h.sqlite")
    let late = try scratch.run("$NIGHTJAR analyze tail.jsonl --history h.sqlite --width 200")
    #expect(late.text.contains(" history "))
    #expect(late.text.contains("986 records new, 414 known already"))
    #expect(late.text.contains("had been recorded: "))
    try expectSame("h.sqlite")
  }

  @Test("is the same with filters, which are the report's")
  func filters() throws {
    let report = try scratch.run(
      "$NIGHTJAR analyze logs --operation ProductList --history h.sqlite --format json"
    )
    let plain = try scratch.run("$NIGHTJAR analyze logs --operation ProductList --format json")
    #expect(try report.json().operations == plain.json().operations)
    #expect(try report.json().totals == plain.json().totals)
    try expectSame("h.sqlite")
  }

  @Test("is the same whenever runs were killed")
  func killed() throws {
    // Debug builds read these logs in about a second; the last run goes through. `make soak` kills
    // fifty at random.
    try scratch.run(
      """
      for delay in 0.05 0.15 0.3 0.6; do
        timeout -s KILL $delay $NIGHTJAR analyze logs --history h.sqlite > report || true
        [ ! -e h.sqlite ] || $NIGHTJAR history verify --history h.sqlite > verified || exit 9
      done
      $NIGHTJAR analyze logs --history h.sqlite
      """
    )
    try expectSame("h.sqlite")
  }

  @Test("counts records without writer and seq once, too")
  func withoutNumbers() throws {
    try scratch.run(#"sed -E 's/"writer":"[^"]*","seq":[0-9]+,//' one/all.jsonl > bare.jsonl"#)
    try #require(!String(decoding: try scratch.read("bare.jsonl"), as: UTF8.self).contains("seq"))
    try scratch.run("$NIGHTJAR analyze bare.jsonl --history whole.sqlite")
    try scratch.run("head -n 1500 bare.jsonl > head.jsonl; tail -n 1500 bare.jsonl > tail.jsonl")
    for log in ["head.jsonl", "head.jsonl", "tail.jsonl", "bare.jsonl"] {
      try scratch.run("$NIGHTJAR analyze \(log) --history h.sqlite")
    }
    try scratch.run("$NIGHTJAR history verify --history h.sqlite")
    for history in ["h", "whole"] {
      try scratch.run("$NIGHTJAR history export -o \(history) --history \(history).sqlite")
    }
    try scratch.run("diff -r h whole")
  }

  @Test("takes digests of days, and says what it cannot take")
  func digests() throws {
    try scratch.run("$NIGHTJAR history import one.days --history h.sqlite")
    let again = try scratch.run(
      "$NIGHTJAR analyze one.days/*.digest --history h.sqlite --format json"
    )
    #expect(try again.json().history?.known_records?.number == 2686)
    try expectSame("h.sqlite")
    try scratch.run(
      #"sed -E 's/2026-11-21/2026-11-19/; s/"writer":"/&x/' one/all.jsonl > other.jsonl"#
    )
    try scratch.run("$NIGHTJAR digest logs other.jsonl -o both.digest")
    try scratch.run("$NIGHTJAR digest logs --env nowhere -o none.digest")
    // Digests made of each day are what the history has, and are taken.
    try scratch.run("$NIGHTJAR digest one --daily -o daily; diff -r daily one.days")
    for (digest, says) in [("both", "more than one day"), ("none", "filters")] {
      let refused = try scratch.run(
        "$NIGHTJAR analyze \(digest).digest --history new.sqlite",
        status: 2
      )
      #expect(refused.errors.contains(says) && refused.output.isEmpty, "\(refused.errors)")
    }
    #expect(try scratch.run("$NIGHTJAR history list --history new.sqlite").text.contains("no days"))
  }

  @Test("lists, shows and prunes days")
  func days() throws {
    let list = try scratch.run("$NIGHTJAR history list --history one.sqlite --format json").json()
    let days = list.days?.elements.compactMap { $0.day?.string } ?? []
    #expect(list.schema?.string == "nightjar.history/1" && days.count == 2)
    let day = try #require(days.first)
    let text = try scratch.run("$NIGHTJAR history list --history one.sqlite").text
    #expect(days.allSatisfy { text.contains($0) })
    let shown = try scratch.run("$NIGHTJAR history show \(day) --history one.sqlite --format json")
      .json()
    let requests = list.days?.elements.first?.requests?.number
    #expect(shown.totals?.requests?.number == requests && requests ?? 0 > 0)
    try scratch.run("$NIGHTJAR history show 2001-01-01 --history one.sqlite", status: 2)
    try scratch.run("$NIGHTJAR history show today --history one.sqlite", status: 2)
    let dry = try scratch.run(
      "$NIGHTJAR history prune --keep-days 1000000 --dry-run --history one.sqlite"
    )
    #expect(dry.output.isEmpty)
    try scratch.run(#"sed -E 's/"time":"20[0-9][0-9]/"time":"1999/' one/all.jsonl > old.jsonl"#)
    try scratch.run("$NIGHTJAR history import old.jsonl --history old.sqlite")
    let gone = try scratch.run("$NIGHTJAR history prune --keep-days 7 --history old.sqlite")
    #expect(gone.lines.count == 2 && gone.text.contains("removed"))
    let expired = try scratch.run(
      "$NIGHTJAR history import old.jsonl --history old.sqlite --format json"
    )
    #expect(try expired.json().new_records?.number == 0)
    #expect(try expired.json().days?.elements.first?.outcome?.string == "expired")
  }

  @Test("that is locked ends a run with 4, one that cannot be used with 2")
  func failures() throws {
    try scratch.write("text", "no history at all, only a text of some length to read")
    for (history, says) in [
      ("text", "is not a history"), ("one", "directory"), ("no/where.sqlite", "cannot be opened"),
    ] {
      let outcome = try scratch.run("$NIGHTJAR analyze logs --history \(history)", status: 2)
      #expect(outcome.errors.contains(says) && outcome.output.isEmpty, "\(outcome.errors)")
    }
    try scratch.run("$NIGHTJAR history list --history missing.sqlite", status: 2)
    // A run that reads from a pipe nobody closes holds its lock meanwhile.
    let locked = try scratch.run(
      """
      mkfifo pipe; $NIGHTJAR analyze - --history one.sqlite < pipe > report & exec 3> pipe
      # It is no moment only: before, the run has noted that it begins.
      for try in $(seq 100); do
        [ -e one.sqlite-journal ] && sleep 0.2 && [ -e one.sqlite-journal ] && break; sleep 0.05
      done
      $NIGHTJAR history list --history one.sqlite > list || exit 8
      $NIGHTJAR analyze logs --history one.sqlite --history-wait 0; status=$?
      exec 3>&-; wait; exit $status
      """,
      status: 4
    )
    #expect(locked.errors.contains("another run is recording"))
    #expect(locked.output.isEmpty)
  }

  @Test("is rolled up without losing a sum, and takes late records as before")
  func rollUp() throws {
    try scratch.run(
      """
      sed -E 's/"time":"20[0-9][0-9]/"time":"1999/' one/all.jsonl > old.jsonl
      head -n 1700 old.jsonl > head.jsonl
      $NIGHTJAR history import head.jsonl --history h.sqlite
      $NIGHTJAR history import old.jsonl --history old.sqlite
      """
    )
    let list = try scratch.run("$NIGHTJAR history list --history h.sqlite --format json").json()
    let day = try #require(list.days?.elements.first?.day?.string)
    let before = try scratch.run("$NIGHTJAR history show \(day) --history h.sqlite --format json")
      .json()
    let dry = try scratch.run(
      "$NIGHTJAR history roll-up --keep-hours 1 --dry-run --history h.sqlite"
    )
    #expect(dry.text.contains("would be put together"))
    try #require(before.hours?.elements.count ?? 0 > 1)
    try scratch.run("$NIGHTJAR history roll-up --keep-hours 1 --history h.sqlite")
    try scratch.run("$NIGHTJAR history verify --history h.sqlite")
    let after = try scratch.run("$NIGHTJAR history show \(day) --history h.sqlite --format json")
      .json()
    #expect(after.totals == before.totals && after.hours?.elements.count == 1)
    let operations = before.operations?.elements.map { $0.duration_ms } ?? []
    #expect(after.operations?.elements.map { $0.duration_ms } == operations && !operations.isEmpty)
    // What comes late joins the day, and all records are counted as in one reading.
    try scratch.run("$NIGHTJAR history import old.jsonl --history h.sqlite")
    try scratch.run("$NIGHTJAR history verify --history h.sqlite")
    let whole = try scratch.run("$NIGHTJAR history show \(day) --history h.sqlite --format json")
      .json()
    let one = try scratch.run("$NIGHTJAR history show \(day) --history old.sqlite --format json")
      .json()
    #expect(whole.totals == one.totals)
    try scratch.run(
      "$NIGHTJAR history roll-up --keep-hours 1 --budget 1KB --history h.sqlite",
      status: 1
    )
    try scratch.run("$NIGHTJAR history alerts --history h.sqlite")
    let alerts = try scratch.run("$NIGHTJAR history alerts --history h.sqlite --format json").json()
    #expect(alerts.schema?.string == "nightjar.alerts/1")
  }
}
