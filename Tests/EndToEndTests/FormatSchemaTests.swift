import Foundation
import TestSupport
import Testing

/// Holds docs/FORMAT.md, its JSON Schema, the fixtures and real logs to one another, by means that
/// share no code with ours: Python's JSON parser and its `jsonschema` module.
@Suite("The published schema")
struct FormatSchemaTests {
  private let script = PythonScript("Tests/Conformance/check_schema.py")

  @Test("accepts the examples of docs/FORMAT.md and valid.jsonl", arguments: ["examples", "valid"])
  func acceptsFixtures(part: String) throws {
    let outcome = try script.run([part])
    #expect(outcome.isSuccess, "\(outcome.text)")
  }

  @Test("refuses every line of invalid.jsonl for the reason it names")
  func refusesInvalidLines() throws {
    let outcome = try script.run(["invalid"])
    #expect(outcome.isSuccess, "\(outcome.text)")
  }

  @Test(
    "accepts the lines of a real server's logs",
    .enabled(
      if: PythonScript.hasBookshopLogs,
      "the logs of the bookshop run are not beside the project"
    )
  )
  func acceptsRealLogs() throws {
    let outcome = try script.run(["logs", "-n", "500", PythonScript.bookshopLogs.path])
    #expect(outcome.isSuccess, "\(outcome.text)")
  }
}
