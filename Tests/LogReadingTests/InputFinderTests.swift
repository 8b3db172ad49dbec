import Foundation
import LogReading
import TestSupport
import Testing

@Suite("The finder of inputs")
struct InputFinderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "knows logs by their names, rotated and compressed",
    arguments: [
      "a.jsonl", "a.json", "a.log", "a.jsonl.gz", "a.log.1", "a.log.1.gz", "a.jsonl-20261122",
      "a.log-20261122-1763769600.gz", "api-p4w7zc.17.jsonl.gz", "a.b.log.12.3", "ä.jsonl",
    ]
  )
  func logNames(name: String) {
    #expect(InputFinder.isLogName(name))
  }

  @Test(
    "takes nothing else for a log",
    arguments: [
      "", "a", ".jsonl", ".log", "a.txt", "a.gz", "a.jsonl.bz2", "a.jsonl.zst", "jsonl", "a.logs",
      "a.log.old", "a.log~", "a.jsonl.", "a.jsonl.gz.gz", "12", "-1", ".1", "a.digest", "a.log.x1",
      "a.LOG", "a.log.\u{0661}",
    ]
  )
  func otherNames(name: String) {
    #expect(!InputFinder.isLogName(name))
  }

  @Test("finds everything below a directory, in the order of names, but no hidden files")
  func directories() throws {
    for name in [
      "b/2.jsonl", "b/10.jsonl", "a.jsonl", "b/deep/er/x.log", "b.log", "notes.txt",
      ".hidden.jsonl",
      ".git/x.jsonl", "b/Z.jsonl", "b/é.jsonl", "empty.jsonl.gz", "c/day.digest",
    ] {
      try folder.write(name == "c/day.digest" ? Array("NJDIGEST...".utf8) : [], name)
    }
    let root = folder.url.path.hasSuffix("/") ? String(folder.url.path.dropLast()) : folder.url.path
    for path in [root, root + "/"] {
      let inputs = InputFinder.find([path])
      #expect(
        inputs.logs.map { String($0.dropFirst(root.count + 1)) } == [
          "a.jsonl", "b/10.jsonl", "b/2.jsonl", "b/Z.jsonl", "b/deep/er/x.log", "b/é.jsonl",
          "b.log", "empty.jsonl.gz",
        ]
      )
      #expect(inputs.digests == [root + "/c/day.digest"])
      #expect(inputs.unlistable.isEmpty)
    }
  }

  @Test("takes files that are named as they are, in their order, and missing ones too")
  func namedFiles() throws {
    let hidden = try folder.write([], ".odd name")
    let text = try folder.write([], "b.txt")
    let missing = folder.path("missing")
    let inputs = InputFinder.find([text, "-", missing, hidden, text])
    #expect(inputs.logs == [text, "-", missing, hidden, text])
  }

  @Test("tells digests by their first bytes, whatever their names")
  func digests() throws {
    let digest = try folder.write(Array("NJDIGEST".utf8), "a.jsonl")
    let short = try folder.write(Array("NJDIGES".utf8), "b.digest")
    let log = try folder.write(Array("{}\n".utf8), "c.digest")
    let inputs = InputFinder.find([digest, short, log])
    #expect(inputs.digests == [digest])
    #expect(inputs.logs == [short, log])
    #expect(InputFinder.find([folder.url.path]).digests == [digest])
  }

  @Test("follows links to files, but to directories only when they are named")
  func links() throws {
    let file = try folder.write([], "real/a.jsonl")
    try link("b.jsonl", to: file)
    try link("loop", to: folder.url.path)
    try link("real/up", to: folder.url.path)
    try link("dangling.jsonl", to: folder.path("nowhere"))
    try link("self.jsonl", to: folder.path("self.jsonl"))
    try link("null.jsonl", to: "/dev/null")
    let root = folder.path("real").dropLast(4)
    let names = InputFinder.find([folder.url.path]).logs
    #expect(names.map { $0.replacing(root, with: "") } == ["b.jsonl", "real/a.jsonl"])
    #expect(InputFinder.find([folder.path("loop")]).logs.count == 2)
  }

  @Test("tells of what lies too deep")
  func depth() throws {
    // One folder after the other, since no path may name them all at once.
    let top = folder.path("deep")
    let name = String(repeating: "d", count: 200)
    let maker = Process()
    maker.executableURL = URL(filePath: "/bin/sh")
    let script = "mkdir $1; cd $1; for i in $(seq 25); do mkdir $2; cd $2; touch a.log; done"
    maker.arguments = ["-c", script, "sh", top, name]
    try maker.run()
    maker.waitUntilExit()
    defer { try? Self.remove(top) }
    let inputs = InputFinder.find([top])
    #expect((15...20).contains(inputs.logs.count))
    #expect(inputs.unlistable.count == 1)
    #expect(inputs.unlistable.first?.path.hasPrefix(top) == true)
  }

  /// Removes what is too deep for paths.
  private static func remove(_ folder: String) throws {
    let remover = try Process.run(URL(filePath: "/bin/rm"), arguments: ["-rf", folder])
    remover.waitUntilExit()
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(name),
      withDestinationPath: target
    )
  }
}
