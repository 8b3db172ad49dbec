import Foundation
import Testing

/// Holds docs/FORMAT.md, its JSON Schema, the fixtures and real logs to one another, by means that
/// share no code with ours: Python's JSON parser and its `jsonschema` module.
@Suite("The published schema")
struct FormatSchemaTests {
  @Test("accepts the examples of docs/FORMAT.md and valid.jsonl", arguments: ["examples", "valid"])
  func acceptsFixtures(part: String) throws {
    let outcome = try SchemaCheck.run([part])
    #expect(outcome.isSuccess, "\(outcome.output)")
  }

  @Test("refuses every line of invalid.jsonl for the reason it names")
  func refusesInvalidLines() throws {
    let outcome = try SchemaCheck.run(["invalid"])
    #expect(outcome.isSuccess, "\(outcome.output)")
  }

  @Test(
    "accepts the lines of a real server's logs",
    .enabled(if: SchemaCheck.hasRealLogs, "the logs of the bookshop run are not beside the project")
  )
  func acceptsRealLogs() throws {
    let outcome = try SchemaCheck.run(["logs", "-n", "500", SchemaCheck.realLogs.path])
    #expect(outcome.isSuccess, "\(outcome.output)")
  }
}

/// Runs Tests/Conformance/check_schema.py.
private enum SchemaCheck {
  /// What the script printed, and whether it found everything as expected.
  struct Outcome {
    var output: String
    var isSuccess: Bool
  }

  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let realLogs = project.deletingLastPathComponent()
    .appending(path: "shared/data/bookshop/native")

  static var hasRealLogs: Bool { FileManager.default.fileExists(atPath: realLogs.path) }

  /// The Python whose modules `make setup` installs; `PYTHON` names another.
  static var python: String {
    if let named = ProcessInfo.processInfo.environment["PYTHON"], named.hasPrefix("/") {
      return named
    }
    return "/usr/bin/python3"
  }

  static func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: python)
    process.arguments = [project.appending(path: "Tests/Conformance/check_schema.py").path]
    process.arguments? += arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: output, as: UTF8.self),
      isSuccess: process.terminationStatus == 0
    )
  }
}
