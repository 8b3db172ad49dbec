import Foundation
import LogReading
import MetricLog
import TestSupport
import Testing

/// The reader's verdict on the lines that the JSON Schema is held against, too.
@Suite("The fixtures of the format")
struct FormatFixtureTests {
  @Test("valid.jsonl is accepted, every line")
  func acceptsValidLines() async throws {
    let result = await FormatFixture.read(FormatFixture.validLines)
    let account = try #require(result.accounts.first)
    #expect(account.lines == account.acceptedLines, "\(result.rejectedLines)")
    #expect(account.lines >= 80)
  }

  @Test("invalid.jsonl is refused, every line for its reason")
  func refusesInvalidLines() async throws {
    let cases = try FormatFixture.invalidCases()
    #expect(cases.count >= 100)
    // A line without its newline must be the last of its file; the others share one.
    try await expectReasons(of: cases.filter { $0.unterminated != true })
    for fixture in cases where fixture.unterminated == true {
      try await expectReasons(of: [fixture])
    }
  }

  @Test("damaged lines get the verdict of Python's parser and the JSON Schema", arguments: [1, 2])
  func agreesOnDamagedLines(seed: Int) async throws {
    let file = FormatFixture.temporaryFile()
    defer { try? FileManager.default.removeItem(at: file) }
    let damage = PythonScript("Tests/Conformance/mutate_lines.py")
    let lines = try damage.run(["\(seed)", "2500"], input: FormatFixture.validLines)
    try #require(lines.isSuccess, "\(lines.text)")
    try lines.output.write(to: file)
    let judge = PythonScript("Tests/Conformance/check_schema.py")
    let verdicts = try judge.run(["verdicts", file.path]).text.split(separator: "\n")
    let result = await FormatFixture.read(file)
    #expect(result.accounts.map(\.lines) == [2500] && verdicts.count == 2500)
    let rejected = Set(result.rejectedLines.map { Int($0.line) })
    for (index, verdict) in verdicts.enumerated() {
      let isRejected = verdict != "accepted" && verdict != "blank"
      #expect(rejected.contains(index + 1) == isRejected, "line \(index + 1) of seed \(seed)")
    }
  }

  private func expectReasons(of fixtures: [FormatFixture]) async throws {
    let file = FormatFixture.temporaryFile()
    defer { try? FileManager.default.removeItem(at: file) }
    try fixtures.reduce(into: Data()) { $0 += $1.bytes }.write(to: file)
    let result = await FormatFixture.read(file)
    #expect(result.accounts.map(\.lines) == [Int64(fixtures.count)])
    let reasons = Dictionary(
      uniqueKeysWithValues: result.rejectedLines.map { (Int($0.line), $0.reason.name) }
    )
    for (index, fixture) in fixtures.enumerated() {
      #expect(reasons[index + 1] == fixture.reason, "\(fixture.about)")
    }
  }
}

/// A refused line of invalid.jsonl; the README beside it explains the keys.
private struct FormatFixture: Decodable {
  var reason: String
  var about: String
  var line: String?
  var base64: Data?
  var pad: Int?
  var nest: Int?
  var unterminated: Bool?

  /// The line as it would stand in a file.
  var bytes: Data {
    let nested = String(repeating: "[", count: nest ?? 0) + String(repeating: "]", count: nest ?? 0)
    let text = (line ?? "")
      .replacingOccurrences(of: "#PAD#", with: String(repeating: "x", count: pad ?? 0))
      .replacingOccurrences(of: "#NEST#", with: nested)
    return (base64 ?? Data(text.utf8)) + Data(unterminated == true ? "".utf8 : "\n".utf8)
  }

  private static let folder = PythonScript.project.appending(path: "Tests/EndToEndTests/Fixtures")

  static let validLines = folder.appending(path: "valid.jsonl")

  static func invalidCases() throws -> [FormatFixture] {
    try Data(contentsOf: folder.appending(path: "invalid.jsonl")).split(separator: 0x0A)
      .map { try JSONDecoder().decode(FormatFixture.self, from: $0) }
  }

  static func temporaryFile() -> URL {
    FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  }

  /// Reads one file and drops the records; keeps every rejection.
  static func read(_ file: URL) async -> ReadResult {
    var options = ReadOptions()
    options.rejectionsKept = .max
    return await LogReader(paths: [file.path], options: options).read { NoSink() }
  }

  private struct NoSink: BatchSink {
    mutating func take(_ batch: inout RecordBatch) {}
    mutating func finish() {}
  }
}
