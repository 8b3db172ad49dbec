import Foundation
import TestSupport
import Testing

/// The same records give the same bytes, however they are stored, cut up and read.
@Suite("The same bytes")
struct DeterminismTests {
  private let scratch: Scratch
  private let logs: [String]

  init() throws {
    scratch = try Scratch()
    logs = try scratch.copySamples()
  }

  /// The JSON report and the digest of some inputs.
  private func results(_ arguments: [String]) throws -> [Data] {
    let report = try scratch.nightjar(["analyze", "--format", "json"] + arguments)
    try #require(report.status == 0, "\(report.errors)")
    return [report.output, try digest(arguments)]
  }

  /// The digest of some inputs, of which the report is a function.
  private func digest(_ arguments: [String]) throws -> Data {
    let digest = try scratch.nightjar(["digest", "--output", "-"] + arguments)
    try #require(digest.status == 0, "\(digest.errors)")
    return digest.output
  }

  @Test("come from 1, 2 and 7 threads, and from inputs in any order")
  func threads() throws {
    let usual = try results(logs)
    #expect(usual[0].count > 100_000)
    for threads in ["1", "2", "7"] {
      #expect(try results(["--threads", threads, "logs"]) == usual, "\(threads)")
    }
    #expect(try results(logs.reversed()) == usual)
    #expect(try results([logs[2], logs[0], logs[3], logs[1], "--threads", "3"]) == usual)
  }

  @Test("come from blocks of any size")
  func blocks() throws {
    let usual = try digest(logs)
    for size in ["7", "64", "1021", "65536"] {
      #expect(try digest(logs + ["--block-size", size]) == usual, "\(size)")
    }
    #expect(try digest(logs + ["--block-size", "333", "--threads", "7"]) == usual)
  }

  @Test("come from both libraries that inflate, and from text that is not compressed")
  func compression() throws {
    let usual = try results(logs)
    #expect(try results(["logs", "--inflate", "zlib"]) == usual)
    if try scratch.nightjar(["analyze", "logs", "--inflate", "isal"]).status == 0 {
      #expect(try results(["logs", "--inflate", "isal"]) == usual)
    }
    // The same names, though their content is plain now: gzip is known by its bytes.
    let unpacked = try scratch.shell(
      "for f in logs/*; do gzip -dc <$f >plain && mv plain $f; done"
    )
    try #require(unpacked.status == 0, "\(unpacked.errors)")
    let plain = try results(["logs"])
    #expect(plain[0] != usual[0], "the sizes of the files differ")
    #expect(withoutSizes(plain[0]) == withoutSizes(usual[0]))
  }

  /// A report without the sizes of files as stored.
  private func withoutSizes(_ report: Data) -> String {
    String(decoding: report, as: UTF8.self).replacing(/"bytes": ?[0-9]+/, with: "")
  }

  @Test("come from digests, merged in any order and grouping")
  func merging() throws {
    let usual = try results(logs)
    for (index, log) in logs.enumerated() {
      try expectSuccess(["digest", log, "--output", "\(index).digest"])
    }
    try expectSuccess(["merge", "0.digest", "1.digest", "2.digest", "3.digest", "-o", "a.digest"])
    try expectSuccess(["merge", "3.digest", "1.digest", "-o", "31.digest"])
    try expectSuccess(["merge", "2.digest", "31.digest", "-o", "231.digest"])
    try expectSuccess(["merge", "231.digest", "0.digest", "-o", "b.digest"])
    try expectSuccess(["merge", "2.digest", logs[0], "31.digest", "-o", "c.digest"])
    for name in ["a.digest", "b.digest", "c.digest"] {
      #expect(try scratch.read(name) == usual[1], "\(name)")
    }
    for inputs in [["b.digest"], ["0.digest", "2.digest", "31.digest"], ["0.digest", "231.digest"]]
    {
      let report = try scratch.nightjar(["analyze", "--format", "json"] + inputs)
      #expect(report.status == 0)
      #expect(report.output == usual[0], "\(inputs)")
    }
  }

  @Test("come from digests of logs with so many names that some are folded")
  func floods() throws {
    try expectSuccess([
      "generate", "--quiet", "--requests", "100", "--flood", "10400", "--single-file",
      "--output", "flood",
    ])
    let split = try scratch.shell("split --number=l/3 --numeric-suffixes=1 flood/*.jsonl part")
    try #require(split.status == 0, "\(split.errors)")
    let all = ["part01", "part02", "part03"]
    for part in all { try expectSuccess(["digest", part, "--output", part + ".digest"]) }
    let usual = try digest(all)
    #expect(try digest(["--threads", "1", "--block-size", "4099"] + all.reversed()) == usual)
    try expectSuccess(["merge", "part03.digest", "part01.digest", "-o", "31.digest"])
    try expectSuccess(["merge", "part02.digest", "31.digest", "-o", "a.digest"])
    #expect(try scratch.read("a.digest") == usual)
    let report = try scratch.nightjar(["analyze", "a.digest", "--top", "100"])
    #expect(report.text.contains("(other)"))
  }

  private func expectSuccess(_ arguments: [String]) throws {
    let outcome = try scratch.nightjar(arguments)
    try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
  }
}
