import Foundation
import TestSupport
import Testing

/// What a history says of the runs that have recorded in it.
@Suite("The runs of a history", RecordedSamples())
struct HistoryRunsTests {
  private let scratch: Scratch

  init() throws { scratch = try RecordedSamples.copy() }

  private func runs(_ history: String = "h.sqlite") throws -> [JSONTree] {
    let list = try scratch.run("$NIGHTJAR history runs --history \(history) --format json").json()
    #expect(list.schema?.string == "nightjar.runs/1")
    return list.runs?.elements ?? []
  }

  @Test("are counted as their reports count")
  func figures() throws {
    let report = try scratch.run(
      "$NIGHTJAR analyze logs --history h.sqlite --threads 3 --format json"
    )
    .json()
    try scratch.run("$NIGHTJAR history import one --history h.sqlite")
    let runs = try runs()
    #expect(runs.map { $0.command?.string } == ["analyze", "history import"])
    #expect(runs.map { $0.exit?.number } == [0, 0])
    let figures = try #require(runs.first?.figures)
    let total = try #require(report.input)
    #expect(figures.files?.number == 2 && figures.threads?.number == 3)
    #expect(figures.lines?.number == total.lines?.number)
    #expect(figures.stored_bytes?.number == total.bytes?.number)
    #expect(figures.text_bytes?.number == total.text_bytes?.number)
    #expect(figures.new_records?.number == 2686)
    #expect(runs.last?.figures?.new_records?.number == 0)
    for name in ["wall_ms", "processor_ms", "peak_bytes", "history_bytes"] {
      #expect(figures[name]?.number ?? 0 > 0, "\(name)")
    }
    let text = try scratch.run("$NIGHTJAR history runs --history h.sqlite").text
    #expect(text.contains("history import") && text.contains("too few runs"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("are kept however they end")
  func failed() throws {
    try scratch.run("$NIGHTJAR analyze nowhere --history h.sqlite", status: 3)
    try scratch.run("mkdir empty; $NIGHTJAR analyze empty --history h.sqlite", status: 2)
    try scratch.run("$NIGHTJAR analyze logs --history h.sqlite --fail-on low", status: 1)
    try scratch.run("$NIGHTJAR analyze logs --history h.sqlite -o text=no/where", status: 2)
    // A run that reads from a pipe nobody closes is killed.
    try scratch.run(
      """
      mkfifo pipe; exec 3<> pipe
      $NIGHTJAR analyze - --history h.sqlite < pipe > report & run=$!
      for try in $(seq 200); do
        [ -e h.sqlite-journal ] && sleep 0.2 && [ -e h.sqlite-journal ] && break; sleep 0.05
      done
      kill -KILL $run; wait $run; $NIGHTJAR history verify --history h.sqlite
      """
    )
    #expect(try runs().map { $0.exit?.number } == [3, 2, 1, 2, nil])
    #expect(try runs().map { $0.figures?.lines != nil } == [true, false, true, false, false])
    let text = try scratch.run("$NIGHTJAR history runs --history h.sqlite").text
    #expect(text.contains("none"), "\(text)")
    try scratch.run("$NIGHTJAR history runs --history missing.sqlite", status: 2)
    try scratch.run("$NIGHTJAR history runs --history h.sqlite --last 0", status: 2)
  }

  @Test("are told in the report when their input is out of line")
  func outOfLine() throws {
    try scratch.run(
      """
      for night in 1 2 3 4 5; do $NIGHTJAR analyze one --history h.sqlite > usual; done
      head -n 2600 one/all.jsonl > bad.jsonl
      for line in $(seq 80); do printf '{"time":"<script>\\\\u0000\\0%s\\n' $line >> bad.jsonl; done
      """
    )
    #expect(!String(decoding: try scratch.read("usual"), as: UTF8.self).contains("median"))
    let bad = "$NIGHTJAR analyze bad.jsonl --history h.sqlite --max-rejected 100"
    try scratch.run("cp h.sqlite other.sqlite")
    let report = try scratch.run("\(bad) --format json --threads 1")
    let row = try #require(report.json().history?.out_of_line?.elements.first)
    #expect(row.measure?.string == "rejected_share" && row.usual?.number == 0)
    #expect(abs((row.value?.number ?? 0) - 80.0 / 2680) < 1e-12 && row.runs?.number == 5)
    // Time and memory are no part of it: other threads, the same bytes.
    let other = try scratch.run(
      bad.replacingOccurrences(of: "h.sqlite", with: "other.sqlite")
        + " --format json --threads 4 --batch-rows 7"
    )
    #expect(report.output == other.output)
    let text = try scratch.run("\(bad) --width 200").text
    #expect(text.contains("2.99% of the lines were rejected, the median of the last 6 runs is"))
    let list = try scratch.run("$NIGHTJAR history runs --history h.sqlite --format json").json()
    let measures = list.comparison?.elements.compactMap { $0.measure?.string }
    #expect(measures?.contains("rejected_share") == true)
    #expect(list.runs?.elements.last?.figures?.rejected_lines?.number == 80)
    let lines = try scratch.run("$NIGHTJAR history runs --history h.sqlite --last 2").text
    #expect(lines.contains("out of line: 2.99% of the lines were rejected"), "\(lines)")
  }
}
