import Analysis
import Foundation
import GRDB
import History
import MetricLog
import TestSupport
import Testing

@Suite("The file of a history")
struct HistoryFileTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("nightjar.sqlite")
  }

  private func open(_ purpose: HistoryStore.Purpose = .reading) throws -> HistoryStore {
    try HistoryStore(path: path, for: purpose, waitSeconds: 0)
  }

  @Test("has one recording at a time, beside which the state before is read")
  func lock() throws {
    try NightLog.record(NightLog.records(5), in: path)
    let recording = try open(.recording).beginRecording()
    let additions = try NightLog.additions(NightLog.records(9), to: recording)
    #expect(throws: HistoryError.locked(path: path)) { try open(.recording).beginRecording() }
    #expect(throws: HistoryError.locked(path: path)) {
      try open().keepUp(Retention(days: 1), today: Day(number: 1))
    }
    #expect(try open().days().map(\.requests) == [5])
    try recording.commit(additions, now: 1)
    #expect(try open().days().map(\.requests) == [9])
  }

  @Test("waits for another recording as long as it is told to")
  func wait() async throws {
    try NightLog.record(NightLog.records(5), in: path)
    let path = path
    let first = try open(.recording).beginRecording()
    async let second = NightLog.recordWaiting(in: path)
    try await Task.sleep(for: .milliseconds(100))
    try first.commit(try NightLog.additions(NightLog.records(9), to: first), now: 1)
    #expect(try await second.knownRecords == 9)
  }

  @Test("has the state before a recording that was killed, whenever that was")
  func killed() throws {
    try NightLog.record(NightLog.records(5), in: path)
    let before = try open().encodedDigest(of: NightLog.firstDay)
    let recording = try open(.recording).beginRecording()
    // What is on the disk in the middle of a transaction is what a killed process leaves.
    let copy = folder.path("copy.sqlite")
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    let journal = path + "-journal"
    if FileManager.default.fileExists(atPath: journal) {
      try FileManager.default.copyItem(atPath: journal, toPath: copy + "-journal")
    }
    try recording.commit(try NightLog.additions(NightLog.records(9), to: recording), now: 1)
    let store = try HistoryStore(path: copy, for: .reading, waitSeconds: 0)
    #expect(try store.encodedDigest(of: NightLog.firstDay) == before)
    #expect(try store.verify() == [])
    #expect(try NightLog.record(NightLog.records(9), in: copy).newRecords == 4)
  }

  @Test("is refused when a newer nightjar has changed it")
  func newer() throws {
    try NightLog.record(NightLog.records(5), in: path)
    try DatabaseQueue(path: path).write { database in
      try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('2: something new')")
    }
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(throws: HistoryError.newer(path: path)) { try open(.recording) }
    #expect(throws: HistoryError.newer(path: path)) { try open() }
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test("is refused when it is something else, and is left alone")
  func foreign() throws {
    #expect(throws: HistoryError.missing(path: path)) { try open() }
    #expect(!FileManager.default.fileExists(atPath: path))
    try folder.write(Array("not a database, but long enough for a header".utf8), "text")
    let text = folder.path("text")
    #expect(throws: HistoryError.notAHistory(path: text)) {
      try HistoryStore(path: text, for: .recording, waitSeconds: 0)
    }
    let other = folder.path("other.sqlite")
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE mine (x)") }
    #expect(throws: HistoryError.notAHistory(path: other)) {
      try HistoryStore(path: other, for: .recording, waitSeconds: 0)
    }
    for place in [folder.url.path, folder.path("nowhere/x"), folder.path("text/x"), "", ":memory:"]
    {
      #expect(throws: HistoryError.self, "\(place)") {
        try HistoryStore(path: place, for: .recording, waitSeconds: 0)
      }
    }
  }

  @Test(
    "cannot be written by a user who may not",
    .disabled(if: getuid() == 0, "this user may write everywhere")
  )
  func readOnly() throws {
    try NightLog.record(NightLog.records(5), in: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
    defer {
      try? FileManager.default
        .setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
    }
    #expect(try open().days().count == 1)
    #expect(throws: HistoryError.self) { try open(.recording).beginRecording() }
    #expect(throws: HistoryError.self) {
      try HistoryStore(path: folder.path("new"), for: .recording, waitSeconds: 0)
    }
  }

  @Test("that is damaged anywhere is noticed, and never stops the program")
  func damaged() throws {
    try NightLog.record(NightLog.random(seed: 6, count: 400), in: path)
    let sound = try Data(contentsOf: URL(filePath: path))
    var random = SeededGenerator(seed: 7)
    for round in 0..<60 {
      var bytes = sound
      let place = random.below(bytes.count)
      for index in place..<min(bytes.count, place + 1 + random.below(64)) {
        bytes[index] = UInt8(truncatingIfNeeded: random.next())
      }
      if round % 10 == 0 { bytes = bytes.prefix(place) }
      let copy = try folder.write(Array(bytes), "damaged-\(round)")
      // Any error of ours is good, and so is any answer: the point is that there is one.
      let store = try? HistoryStore(path: copy, for: .reading, waitSeconds: 0)
      _ = try? store?.verify()
      for day in (try? store?.days()) ?? [] { _ = try? store?.digest(of: day.day) }
      _ = try? NightLog.record(NightLog.records(3, writer: "new"), in: copy)
    }
  }

  @Test("that holds values of other types is damaged, and does not stop the program")
  func otherTypes() throws {
    for (column, value) in [("requests", "'many'"), ("digest", "NULL"), ("recorded_us", "x'00'")] {
      let copy = folder.path(column)
      try NightLog.record(NightLog.records(5), in: copy)
      try DatabaseQueue(path: copy).writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA writable_schema = ON")
        try database.execute(
          sql: "UPDATE sqlite_master SET sql = replace(replace(sql, 'STRICT', ''), 'NOT NULL', '')"
        )
      }
      try DatabaseQueue(path: copy).write { database in
        try database.execute(sql: "UPDATE day SET \(column) = \(value)")
      }
      let store = try HistoryStore(path: copy, for: .reading, waitSeconds: 0)
      #expect(throws: HistoryError.self, "\(column)") {
        _ = try store.days()
        _ = try store.verify()
      }
    }
  }

  @Test("is found out by verify when a digest or its records were changed")
  func verify() throws {
    try NightLog.record(NightLog.random(seed: 8, count: 300), in: path)
    let sound = try Data(contentsOf: URL(filePath: path))
    let changes = [
      "UPDATE day SET digest = zeroblob(40) WHERE day = 20001",
      "UPDATE day SET requests = requests + 1 WHERE day = 20001",
      "UPDATE day SET records = records + 1 WHERE day = 20001",
      "UPDATE day SET duration_ns = 1 WHERE day = 20001",
      "DELETE FROM content WHERE day = 20001",
      "DELETE FROM claim WHERE day = 20001 AND writer = (SELECT max(writer) FROM claim)",
      "UPDATE claim SET numbers = x'010101' WHERE day = 20001",
      "DELETE FROM summary WHERE day = 20001",
      "UPDATE summary SET figures = (SELECT figures FROM summary WHERE day = 20000) "
        + "WHERE day = 20001",
    ]
    #expect(try open().verify() == [])
    for change in changes {
      try sound.write(to: URL(filePath: path))
      try DatabaseQueue(path: path).write { try $0.execute(sql: change) }
      let defects = try open().verify()
      #expect(Set(defects.map(\.day)) == [Day(number: 20_001)], "\(change): \(defects)")
    }
  }

  @Test("reads digests that were stored before they were deflated")
  func plainDigests() throws {
    try NightLog.record(NightLog.random(seed: 10, count: 300), in: path)
    let days = try open().days()
    let digests = try days.map { try #require(try open().encodedDigest(of: $0.day)) }
    for (day, digest) in zip(days, digests) {
      #expect(day.digestBytes < digest.count && digest.starts(with: Digest.magic))
      try DatabaseQueue(path: path).write { database in
        try database.execute(
          sql: "UPDATE day SET digest = ? WHERE day = ?",
          arguments: [Data(digest), Int64(day.day.number)]
        )
      }
    }
    let store = try open()
    #expect(try store.verify() == [])
    #expect(try days.map { try store.encodedDigest(of: $0.day) } == digests)
    #expect(try store.days().map(\.digestBytes) == digests.map { Int64($0.count) })
    let more = NightLog.records(9, writer: "w9")
    #expect(try NightLog.record(more, in: path).newRecords == 9)
    #expect(try store.verify() == [])
  }

  @Test("lists days and gives their figures without going through their digests")
  func listing() throws {
    try NightLog.record(NightLog.random(seed: 9, count: 300), in: path)
    let (days, all) = (try open().days(), Day(number: 0)...Day(number: 30_000))
    let figures = try open().figures(all)
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "UPDATE day SET digest = zeroblob(1000000)") }
    let pages = try queue.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    try queue.close()
    // The pages of a digest are chained: without one of them nothing behind it can be reached.
    let file = try FileHandle(forUpdating: URL(filePath: path))
    for digest in 0..<days.count {
      try file.seek(toOffset: UInt64(4096 * (pages - 100 - 245 * digest)))
      try file.write(contentsOf: Data(repeating: 0, count: 4096))
    }
    try file.close()
    #expect(days.count == 3)
    let store = try open()
    #expect(try store.days().map(\.requests) == days.map(\.requests))
    #expect(try store.days().map(\.digestBytes) == [1_000_000, 1_000_000, 1_000_000])
    #expect(try store.figures(all) == figures)
    #expect(try !store.verify().isEmpty)
    #expect(throws: HistoryError.self) { try store.digest(of: days[0].day) }
  }

  @Test("has a schema whose released migrations stay what they were")
  func migrations() throws {
    try NightLog.record(NightLog.records(1), in: path)
    let (schema, names) = try DatabaseQueue(path: path).read { database in
      (
        try Row.fetchAll(
          database,
          sql: """
            SELECT name, sql FROM sqlite_master
            WHERE name NOT LIKE 'grdb%' AND sql NOT NULL ORDER BY sql
            """
        ).map { (name: $0["name"] as String, sql: $0["sql"] as String) },
        try String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations ORDER BY 1")
      )
    }
    let migrations: [(name: String, made: Set<String>, checksum: UInt32)] = [
      (
        "1: days, writers, records",
        ["day", "writer", "claim", "claim_of_writer", "content", "setting"], 2_708_427_102
      ),
      ("2: summaries of days", ["summary"], 3_355_592_771),
      ("3: baselines, findings, forecasts", ["baseline", "finding", "forecast"], 293_507_622),
      ("4: days listed beside their digests", ["day_listed"], 91_956_558),
      ("5: weeks", ["week", "week_apart"], 4_110_499_860),
      ("6: runs", ["run"], 1_301_108_662),
    ]
    #expect(names == migrations.map(\.name))
    #expect(Set(schema.map(\.name)) == migrations.reduce(into: []) { $0.formUnion($1.made) })
    for migration in migrations {
      let text = schema.filter { migration.made.contains($0.name) }.map(\.sql)
      let checksum = Digest.checksum(Array(text.joined(separator: ";").utf8))
      #expect(checksum == migration.checksum, "a released migration was edited: add one instead")
    }
  }

  @Test("of the first schema gets the summaries of its days when it is opened")
  func backfill() throws {
    try NightLog.record(NightLog.random(seed: 9, count: 300), in: path)
    let figures = try open().figures(Day(number: 20_000)...Day(number: 20_002))
    try DatabaseQueue(path: path).write { database in
      try database.execute(
        sql: """
          DROP TABLE summary; DROP TABLE baseline; DROP TABLE finding; DROP TABLE forecast;
          DROP INDEX day_listed;
          DROP TABLE week; DROP TABLE week_apart; DROP TABLE run;
          DELETE FROM grdb_migrations WHERE identifier NOT LIKE '1:%'
          """
      )
      // What cannot be read is left for verify to name.
      try database.execute(sql: "UPDATE day SET digest = x'00' WHERE day = 20001")
    }
    let store = try open()
    let kept = figures.filter { $0.day != Day(number: 20_001) }
    #expect(kept.count == 2)
    #expect(try store.figures(Day(number: 20_000)...Day(number: 20_002)) == kept)
    #expect(Set(try store.verify().map(\.day)) == [Day(number: 20_001)])
  }
}
