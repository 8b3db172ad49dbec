import Analysis
import Foundation
import Reporting
import TestSupport
import Testing

/// Validates what is written as JSON against the schemas in `docs/` with an independent implementation.
@Suite(
  "The JSON schema",
  .enabled(if: PythonScript.hasModule("jsonschema"), "needs python3 with jsonschema")
)
struct SchemaTests {
  @Test("admits every report")
  func reports() throws {
    var reports = [SampleReport.normal, .init(), SampleReport.empty, SampleReport.hostile]
    reports.append(SampleReport.services)
    var history = SampleReport.normal
    (history.trends, history.comparison) = (SampleHistory.trends, SampleHistory.comparison)
    reports += [history, SampleReport.withTrends]
    for upkeep in SampleHistory.upkeeps {
      history.history = HistoryReport()
      history.history?.upkeep = upkeep
      history.history?.outOfLine = SampleHistory.runs(7, rejected: 300).outOfLine
      reports.append(history)
    }
    for seed in 0..<10 as Range<UInt64> {
      var random = RandomReport(seed: seed)
      reports.append(random.report())
    }
    try expectValid(reports.map { JSONRenderer().render($0) }, "report.schema.json")
  }

  @Test("admits what limits would have done, to a log, to nothing, with hostile names")
  func limits() throws {
    let hostile = SampleReport.hostileNames.map(SampleLimits.naming)
    let reports = [LimitReport(), SampleLimits.report] + hostile
    try expectValid(reports.map { LimitsRenderer().json($0) }, "limits.schema.json")
  }

  @Test("admits a budget of alerts, with and without nights")
  func alerts() throws {
    let budgets = [AlertBudget(SampleHistory.days), AlertBudget([])]
    #expect(budgets[0].proposals.contains { !$0.alerts.isEmpty })
    try expectValid(
      budgets.map { JSONRenderer().render($0, perWeek: 0.5) },
      "alerts.schema.json"
    )
  }

  @Test("refuses a number that is no longer there")
  func failing() throws {
    let text = String(decoding: LimitsRenderer().json(SampleLimits.report), as: UTF8.self)
    let renamed = Array(text.replacing("\"already_refused\"", with: "\"refused\"").utf8)
    try #expect(Self.problems([renamed], "limits.schema.json").contains("already_refused"))
  }

  private func expectValid(_ documents: [[UInt8]], _ schema: String) throws {
    let problems = try Self.problems(documents, schema)
    #expect(problems.isEmpty, "\(problems)")
  }

  /// What is wrong with documents, a line each; empty when they are as the schema says.
  private static func problems(_ documents: [[UInt8]], _ schema: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("nightjar-schema-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var arguments = ["-c", validate, docs.appendingPathComponent(schema).path]
    for (index, document) in documents.enumerated() {
      let file = folder.appendingPathComponent("\(index).json")
      try Data(document).write(to: file)
      arguments.append(file.path)
    }
    let (status, output) = try python(arguments)
    try #require(status == 0 || !output.isEmpty)
    return output
  }

  private static let docs = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs")

  private static let validate = """
    import json, sys
    from jsonschema import Draft202012Validator
    schema = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    failed = False
    for path in sys.argv[2:]:
      for error in Draft202012Validator(schema).iter_errors(json.load(open(path))):
        failed = True
        print(path, list(error.absolute_path), error.message[:300])
    sys.exit(failed)
    """

  private static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
