import Foundation
import TestSupport
import Testing

/// The verdict on every line, one by one.
@Suite("Validating")
struct ValidateTests {
  private let scratch: Scratch
  private static let fixtures = PythonScript.project.appending(
    path: "Tests/EndToEndTests/Fixtures"
  )

  init() throws { scratch = try Scratch() }

  /// A line of invalid.jsonl, as its README says.
  private struct Case: Decodable {
    var reason: String
    var about: String
    var line: String?
    var base64: String?
    var pad: Int?
    var nest: Int?
    var unterminated: Bool?

    /// The bytes that it describes.
    var bytes: Data {
      if let base64 { return Data(base64Encoded: base64) ?? Data() }
      let brackets = ["[", "]"].map { String(repeating: $0, count: nest ?? 0) }.joined()
      return Data(
        (line ?? "").replacing("#PAD#", with: String(repeating: "x", count: pad ?? 0))
          .replacing("#NEST#", with: brackets).utf8
      )
    }
  }

  private static func cases() throws -> [Case] {
    let text = try Data(contentsOf: fixtures.appending(path: "invalid.jsonl"))
    return try text.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Case.self, from: Data($0))
    }
  }

  @Test("accepts every line of valid.jsonl")
  func valid() throws {
    let outcome = try scratch.nightjar([
      "validate", Self.fixtures.appending(path: "valid.jsonl").path,
    ])
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.text.contains("92 = 92 accepted + 0 rejected + 0 blank"), "\(outcome.text)")
  }

  @Test("rejects every line of invalid.jsonl for its reason, in order, as text and as JSON")
  func invalid() throws {
    let cases = try Self.cases()
    let terminated = cases.filter { $0.unterminated != true }
    #expect(cases.count > 100 && terminated.count < cases.count)
    let newline = Data("\n".utf8)
    try scratch.write("all.jsonl", terminated.reduce(Data()) { $0 + $1.bytes + newline })
    let text = try scratch.nightjar(["validate", "all.jsonl"])
    #expect(text.status == 3)
    let json = try scratch.nightjar(["validate", "all.jsonl", "--format", "json"])
    #expect(json.status == 3)
    let rows = try json.output.split(separator: UInt8(ascii: "\n")).map { try JSONTree(Data($0)) }
    try #require(rows.count == terminated.count + 1)
    var offset = 0
    for (index, (expected, row)) in zip(terminated, rows).enumerated() {
      #expect(row.reason?.string == expected.reason, "line \(index + 1): \(expected.about)")
      #expect(row.line?.number == Double(index + 1))
      #expect(row.offset?.number == Double(offset), "line \(index + 1)")
      let found = text.lines[index]
      #expect(found.hasPrefix("all.jsonl:\(index + 1):"), "\(found)")
      #expect(found.contains(": \(expected.reason)"), "\(found)")
      offset += expected.bytes.count + 1
    }
    let rejected = rows.last?.input?.rejected?.number
    #expect(rejected == Double(terminated.count))
  }

  @Test("calls a last line without its end cut, and accepts a complete one")
  func unterminated() throws {
    for expected in try Self.cases() where expected.unterminated == true {
      try scratch.write("cut.jsonl", expected.bytes)
      let outcome = try scratch.nightjar(["validate", "cut.jsonl", "--format", "json"])
      #expect(outcome.status == 3)
      let row = try JSONTree(Data(outcome.lines.first.map { Data($0.utf8) } ?? Data()))
      #expect(row.reason?.string == expected.reason, "\(expected.about)")
    }
    let line =
      #"{"v":1,"type":"request","time":"2026-11-22T03:00:00Z","service":"s","#
      + #""duration_ms":1}"#
    try scratch.write("whole.jsonl", line)
    #expect(try scratch.nightjar(["validate", "whole.jsonl"]).status == 0)
  }

  @Test("lists the lines of several files in the order of the files, whatever the block size")
  func order() throws {
    try scratch.write("b.jsonl", String(repeating: "{b}\n", count: 3000))
    try scratch.write("a.jsonl", "\n{a}\n\n[]\n")
    let outcome = try scratch.nightjar(["validate", "b.jsonl", "a.jsonl"])
    #expect(outcome.status == 3)
    let places = outcome.lines.prefix(3002).map { $0.split(separator: ":").prefix(2) }
    #expect(places.prefix(3000).map { $0.joined() } == (1...3000).map { "b.jsonl\($0)" })
    #expect(places.dropFirst(3000).map { $0.joined() } == ["a.jsonl2", "a.jsonl4"])
    let threads = try scratch.nightjar(["validate", "a.jsonl", "--threads", "7"])
    #expect(threads.status == 2, "validate reads on one thread and takes no such option")
    let again = try scratch.nightjar(["validate", "b.jsonl", "a.jsonl", "--block-size", "7"])
    #expect(again.output == outcome.output)
  }

  @Test("lists any number of lines in bounded memory, and quotes nothing dangerous")
  func bounded() throws {
    let outcome = try scratch.shell(
      """
      yes '{"v":1, "oops": "\u{1B}[31m"' | head -n 120000 >bad.jsonl
      ulimit -v 400000; $NIGHTJAR validate bad.jsonl >list; code=$?; wc -l <list; exit $code
      """
    )
    #expect(outcome.status == 3, "\(outcome.errors)")
    #expect((Int(outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0) > 120_000)
    #expect(try scratch.shell("grep -c $'\\x1b' list").lines == ["0"])
  }

  @Test("says what cannot be validated")
  func refusals() throws {
    let missing = try scratch.nightjar(["validate", "nowhere.jsonl"])
    #expect(missing.status == 3)
    #expect(missing.text.contains("No such file or directory"))
    try #require(
      try scratch.nightjar(["digest", Samples.logs.path, "-o", "a.digest"]).status == 0
    )
    let digest = try scratch.nightjar(["validate", "a.digest"])
    #expect(digest.status == 2)
    #expect(digest.errors.contains("a.digest is a digest: it holds no lines to validate"))
  }
}
