import Foundation
import TestSupport
import Testing

/// A record counts once, in however many files it is.
@Suite("Records that are read again")
struct IdentityTests {
  private let scratch: Scratch
  private let logs: [String]
  private let usual: JSONTree

  init() throws {
    scratch = try Scratch()
    logs = try scratch.copySamples()
    usual = try scratch.nightjar(["analyze", "logs", "--format", "json"]).json()
  }

  /// Analyzes inputs and expects the usual figures, with so many duplicates.
  private func expectUsual(_ inputs: [String], duplicates: Int) throws {
    let report = try scratch.nightjar(["analyze", "--format", "json"] + inputs).json()
    #expect(report.input?.duplicates?.number == Double(duplicates), "\(inputs)")
    for part in ["totals", "releases", "hours", "operations", "alerts", "processes", "deploys"] {
      #expect(report[part] == usual[part], "\(inputs): \(part)")
    }
    #expect(report.input?.missing?.number == 0)
    #expect(report.input?.writers == usual.input?.writers)
  }

  /// The lines of a sample.
  private func lines(_ log: String) throws -> Int {
    let file = try #require(usual.input?.files?.elements.first { $0.path?.string == log })
    return Int(file.lines?.number ?? 0)
  }

  @Test("count once when a file is given twice, copied, renamed or compressed otherwise")
  func copies() throws {
    let first = try lines(logs[0])
    try expectUsual(logs + [logs[0]], duplicates: first)
    try expectUsual(["logs", "logs"], duplicates: 5279)
    try expectUsual(["logs", "logs", "logs", "--threads", "7"], duplicates: 2 * 5279)
    let made = try scratch.shell(
      """
      mkdir copies; cp \(logs[0]) copies/other-name.log.1
      gzip -dc <\(logs[1]) >copies/plain.jsonl
      gzip -dc <\(logs[2]) | gzip -1 >copies/again.json.gz
      """
    )
    try #require(made.status == 0, "\(made.errors)")
    let copied = try logs[0...2].reduce(0) { try $0 + lines($1) }
    try expectUsual(["logs", "copies"], duplicates: copied)
    try expectUsual(["copies", logs[3]], duplicates: 0)
  }

  @Test("count once when files overlap")
  func overlaps() throws {
    let cut = try scratch.shell(
      "gzip -dc <\(logs[0]) >all; head -n 900 all >head.jsonl; tail -n 700 all >tail.jsonl"
    )
    try #require(cut.status == 0, "\(cut.errors)")
    let overlap = 900 + 700 - (try lines(logs[0]))
    try #require(overlap > 0)
    try expectUsual(["tail.jsonl", "head.jsonl"] + logs.dropFirst(), duplicates: overlap)
  }

  @Test("stop digests that overlap, which cannot be told apart")
  func overlappingDigests() throws {
    for (name, inputs) in [("a", logs[0...1]), ("b", logs[1...2])] {
      let made = try scratch.nightjar(["digest", "-o", "\(name).digest"] + inputs)
      try #require(made.status == 0, "\(made.errors)")
    }
    let common = try lines(logs[1])
    for arguments in [
      ["merge", "a.digest", "b.digest", "-o", "ab.digest"],
      ["analyze", "a.digest", "b.digest"], ["analyze", "a.digest", logs[1]],
    ] {
      let refused = try scratch.nightjar(arguments)
      #expect(refused.status == 2)
      #expect(refused.output.isEmpty)
      #expect(refused.errors.contains("\(common) of its records"), "\(refused.errors)")
      #expect(refused.errors.contains("make one digest of all the logs"), "\(refused.errors)")
    }
    #expect(try scratch.names() == ["a.digest", "b.digest", "logs"])
  }

  @Test("count once when a digest is given twice or copied")
  func sameDigest() throws {
    try #require(try scratch.nightjar(["digest", "logs", "-o", "a.digest"]).status == 0)
    try scratch.write("b.digest", try scratch.read("a.digest"))
    try expectUsual(["a.digest", "b.digest", "a.digest"], duplicates: 0)
    let merged = try scratch.nightjar(["merge", "b.digest", "a.digest", "-o", "c.digest"])
    #expect(merged.status == 0)
    #expect(merged.errors.contains("a.digest is b.digest again: counted once"))
    #expect(try scratch.read("c.digest") == scratch.read("a.digest"))
    let quiet = try scratch.nightjar(["merge", "-q", "a.digest", "b.digest", "-o", "d.digest"])
    #expect(quiet.errors == "")
  }
}
