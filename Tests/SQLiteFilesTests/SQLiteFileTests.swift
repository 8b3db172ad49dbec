import Foundation
import GRDB
import SQLiteFiles
import TestSupport
import Testing

@Suite("A SQLite file of ours")
struct SQLiteFileTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("notes.sqlite")
  }

  /// A kind whose file holds notes; each migration after the first adds a column.
  private static func kind(id: Int32 = 0x4E4A_5445, migrations: Int = 1) -> SQLiteFile.Kind {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(sql: "PRAGMA application_id = \(id)")
      try database.execute(sql: "CREATE TABLE note (text TEXT NOT NULL) STRICT")
    }
    for number in 1..<max(migrations, 1) {
      migrator.registerMigration("\(number + 1)") { database in
        try database.execute(sql: "ALTER TABLE note ADD COLUMN c\(number) INTEGER")
      }
    }
    return SQLiteFile.Kind(label: "notes", applicationID: id, migrator: migrator)
  }

  private func open(
    _ path: String? = nil,
    _ kind: SQLiteFile.Kind = kind(),
    isMade: Bool = true
  ) throws -> SQLiteFile {
    try SQLiteFile(path: path ?? self.path, kind, isMade: isMade, waitSeconds: 0)
  }

  private func write(_ text: String, _ file: SQLiteFile, isKept: Bool = true) throws {
    try file.transaction(isKept: isKept) { database in
      try database.execute(sql: "INSERT INTO note (text) VALUES (?)", arguments: [text])
    }
  }

  private func notes(_ file: SQLiteFile) throws -> [String] {
    try file.access { try String.fetchAll($0, sql: "SELECT text FROM note ORDER BY 1") }
  }

  @Test("is made with its id, and keeps what is committed and nothing else")
  func transactions() throws {
    let file = try open()
    try write("kept", file)
    try write("looked at", file, isKept: false)
    #expect(throws: CancellationError.self) {
      try file.transaction { database in
        try database.execute(sql: "INSERT INTO note (text) VALUES ('thrown away')")
        throw CancellationError()
      }
    }
    #expect(try notes(try open(isMade: false)) == ["kept"])
    let id = try DatabaseQueue(path: path).read { database in
      try Int32.fetchOne(database, sql: "PRAGMA application_id")
    }
    #expect(id == 0x4E4A_5445)
  }

  @Test("is brought up to date without losing what it holds")
  func migration() throws {
    try write("old", try open())
    let newer = try open(nil, Self.kind(migrations: 3), isMade: false)
    #expect(try notes(newer) == ["old"])
    let columns = try newer.access { try $0.columns(in: "note").map(\.name) }
    #expect(columns == ["text", "c1", "c2"])
  }

  @Test("is refused when a newer version has changed it, and is left alone")
  func superseded() throws {
    _ = try open(nil, Self.kind(migrations: 2))
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(throws: SQLiteFileError.newer) { try open() }
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  /// What GRDB makes before the first migration, in a transaction of its own.
  private static let migrations =
    "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);"

  @Test("is made anew where a process was killed while it made it")
  func halfMade() throws {
    for (name, sql) in [("nothing", ""), ("list", Self.migrations)] {
      let half = folder.path(name)
      try DatabaseQueue(path: half).write { try $0.execute(sql: sql) }
      try write("kept", try open(half, isMade: false))
      #expect(try notes(try open(half)) == ["kept"], "\(name)")
    }
  }

  @Test("is refused when it is something else, and is left alone")
  func foreign() throws {
    try folder.write(Array("not a database, but long enough for a header".utf8), "text")
    try DatabaseQueue(path: folder.path("tables")).write {
      try $0.execute(sql: "CREATE TABLE t(x)")
    }
    _ = try open(folder.path("other"), Self.kind(id: 7))
    try DatabaseQueue(path: folder.path("migrated")).write { database in
      try database.execute(sql: Self.migrations + "INSERT INTO grdb_migrations VALUES ('1')")
    }
    for name in ["text", "tables", "other", "migrated"] {
      let bytes = try Data(contentsOf: URL(filePath: folder.path(name)))
      #expect(throws: SQLiteFileError.foreign, "\(name)") { try open(folder.path(name)) }
      #expect(try Data(contentsOf: URL(filePath: folder.path(name))) == bytes)
    }
  }

  @Test("needs a path of its own that can be opened")
  func paths() throws {
    #expect(throws: SQLiteFileError.missing) { try open(isMade: false) }
    #expect(!FileManager.default.fileExists(atPath: path))
    for name in ["", "-", ":memory:", "file:x?mode=memory"] {
      #expect(throws: SQLiteFileError.unnamed, "\(name)") { try open(name) }
    }
    #expect(throws: SQLiteFileError.directory) { try open(folder.url.path) }
    #expect(throws: SQLiteFileError.closed) { try open(folder.path("nowhere/x")) }
  }

  @Test("that another holds is locked for writing, and can be read")
  func locked() throws {
    let (first, second) = (try open(), try open())
    try first.transaction { database in
      try database.execute(sql: "INSERT INTO note (text) VALUES ('mine')")
      let failure = #expect(throws: DatabaseError.self) { try write("yours", second) }
      #expect(failure.map { SQLiteFileError($0) } == .locked)
      #expect(try notes(second) == [])
    }
    #expect(try notes(second) == ["mine"])
  }

  @Test("that has no more room is full, and as it was")
  func full() throws {
    let file = try open()
    try write("kept", file)
    try file.access { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let failure = #expect(throws: DatabaseError.self) {
      try write(String(repeating: "x", count: 100_000), file)
    }
    #expect(failure.map { SQLiteFileError($0) } == .full)
    #expect(try notes(file) == ["kept"])
  }

  @Test("whose content is not of its schema is damaged")
  func damaged() throws {
    let file = try open()
    let failures: [String] = ["SELECT nothing FROM note", "INSERT INTO note (text) VALUES (NULL)"]
    for sql in failures {
      let failure = #expect(throws: DatabaseError.self) {
        try file.access { try $0.execute(sql: sql) }
      }
      guard case .damaged = failure.map({ SQLiteFileError($0) }) else {
        Issue.record("\(sql) is taken for \(String(describing: failure))")
        continue
      }
    }
    let row = try file.access { try Row.fetchOne($0, sql: "SELECT 'many' AS count, NULL AS none") }
    let values = try #require(row)
    #expect(throws: DatabaseError.self) { try values.stored("count") as Int64 }
    #expect(throws: DatabaseError.self) { try values.stored("none") as Int64 }
    #expect(throws: DatabaseError.self) { try values.stored("absent") as Int64 }
    #expect(try values.storedIfPresent("none") as Int64? == nil)
    #expect(try values.stored("count") as String == "many")
  }
}
