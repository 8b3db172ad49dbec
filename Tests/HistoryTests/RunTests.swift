import Analysis
import Foundation
import GRDB
import History
import TestSupport
import Testing

@Suite("The runs that a history knows")
struct RunTests {
  private let folder: TemporaryFolder
  private let store: HistoryStore

  init() throws {
    folder = try TemporaryFolder()
    store = try HistoryStore(path: folder.path("h.sqlite"), for: .recording, waitSeconds: 0)
  }

  private func begin(_ command: String = "analyze", now: Int64 = 1) throws -> Int64 {
    try store.beginRun(command: command, version: "0.1", now: now)
  }

  private static func figures(_ lines: Int64) -> RunFigures {
    var figures = RunFigures()
    figures.lines = lines
    figures.wallNanoseconds = lines * 1000
    return figures
  }

  @Test("have their figures with what they record, and their end behind it")
  func course() throws {
    let number = try begin(now: 7)
    let begun = RunRecord(number: 1, command: "analyze", version: "0.1", beganMicroseconds: 7)
    #expect(try number == 1 && store.runs() == [begun])
    let recording = try store.beginRecording()
    let additions = try NightLog.additions(NightLog.records(9), to: recording)
    var told: Int64 = 0
    try recording.commit(additions, now: 8) { newRecords in
      told = newRecords
      return HistoryRecording.Run(number: number, figures: Self.figures(5))
    }
    #expect(told == 9)
    var recorded = begun
    recorded.figures = Self.figures(5)
    #expect(try store.runs() == [recorded])
    try store.endRun(number, exit: 3, nil)
    recorded.exit = 3
    #expect(try store.runs() == [recorded] && recorded.isComparable)
    try store.endRun(number, exit: 1, Self.figures(6))
    #expect(try store.runs().first?.figures == Self.figures(6))
    #expect(try begin("history import") == 2)
    #expect(try store.runs().map(\.command) == ["analyze", "history import"])
    #expect(try store.verify() == [])
  }

  @Test("that were killed have begun, and recorded nothing")
  func killed() throws {
    let number = try begin()
    let recording = try store.beginRecording()
    let additions = try NightLog.additions(NightLog.records(9), to: recording)
    // A process that dies here leaves its journal, which is a rollback.
    _ = additions
    recording.cancel()
    #expect(try store.runs().map(\.exit) == [nil] && store.days().isEmpty)
    #expect(try store.runs().first?.isComparable == false)
    #expect(try begin() == number + 1)
  }

  @Test("are the newest thousand, numbered on")
  func bounded() throws {
    try DatabaseQueue(path: store.path).write { database in
      for number in 1...1500 {
        try database.execute(
          sql: "INSERT INTO run (number, began_us, command, version) VALUES (?, 1, 'a', 'b')",
          arguments: [number]
        )
      }
    }
    #expect(try begin() == 1501)
    let runs = try store.runs()
    #expect(runs.count == Int(HistoryStore.keptRuns) && runs.first?.number == 502)
    #expect(try begin() == 1502)
    #expect(try store.runs().map(\.number) == Array(503...1502))
  }

  @Test("cannot begin while another run records")
  func locked() throws {
    let recording = try store.beginRecording()
    let other = try HistoryStore(path: store.path, for: .reading, waitSeconds: 0)
    #expect(throws: HistoryError.locked(path: store.path)) {
      try other.beginRun(command: "analyze", version: "0.1", now: 1)
    }
    recording.cancel()
    #expect(try other.beginRun(command: "analyze", version: "0.1", now: 1) == 1)
  }

  @Test("whose account is damaged are named, and stop no other run")
  func damaged() throws {
    _ = try begin()
    for bytes in ["x''", "x'01'", "x'ffffffffffffffffffffffffffffff'"] {
      try DatabaseQueue(path: store.path).write { database in
        try database.execute(sql: "UPDATE run SET figures = \(bytes)")
      }
      #expect(throws: HistoryError.self) { try store.runs() }
      #expect(try store.verify().map(\.text) == ["a run's account cannot be read"])
    }
    #expect(try begin() == 2)
    try NightLog.record(NightLog.records(3), in: store.path)
  }
}
