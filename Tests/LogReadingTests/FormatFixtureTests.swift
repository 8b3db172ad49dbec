import Foundation
import LogReading
import MetricLog
import Testing

/// The reader's verdict on the lines that the JSON Schema is held against, too.
@Suite("The fixtures of the format")
struct FormatFixtureTests {
  @Test("valid.jsonl is accepted, every line")
  func acceptsValidLines() async throws {
    let path = FormatFixture.folder.appending(path: "valid.jsonl").path
    let result = await FormatFixture.read(path)
    let account = try #require(result.accounts.first)
    #expect(account.lines == account.acceptedLines, "\(result.rejectedLines)")
    #expect(account.lines >= 80)
  }

  @Test("invalid.jsonl is refused, every line for its reason")
  func refusesInvalidLines() async throws {
    let cases = try FormatFixture.invalidCases()
    #expect(cases.count >= 100)
    // A line without its newline must be the last of its file; the others share one.
    let terminated = cases.filter { $0.unterminated != true }
    try await expectReasons(of: terminated)
    for fixture in cases where fixture.unterminated == true {
      try await expectReasons(of: [fixture])
    }
  }

  private func expectReasons(of fixtures: [FormatFixture]) async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try fixtures.reduce(into: Data()) { $0 += $1.bytes }.write(to: file)
    let result = await FormatFixture.read(file.path)
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

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "EndToEndTests/Fixtures")

  static func invalidCases() throws -> [FormatFixture] {
    try Data(contentsOf: folder.appending(path: "invalid.jsonl")).split(separator: 0x0A)
      .map { try JSONDecoder().decode(FormatFixture.self, from: $0) }
  }

  /// Reads one file and drops the records.
  static func read(_ path: String) async -> ReadResult {
    var options = ReadOptions()
    options.rejectionsKept = 1000
    return await LogReader(paths: [path], options: options).read { NoSink() }
  }

  private struct NoSink: BatchSink {
    mutating func take(_ batch: RecordBatch) {}
  }
}
