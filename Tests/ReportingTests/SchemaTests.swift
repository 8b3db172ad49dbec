import Analysis
import Foundation
import Reporting
import TestSupport
import Testing

/// Validates reports against `docs/report.schema.json` with an independent implementation.
@Suite("The JSON schema")
struct SchemaTests {
  @Test("admits every report", .enabled(if: isInstalled, "needs python3 with jsonschema"))
  func schema() throws {
    var reports = [SampleReport.normal, .init(), SampleReport.empty, SampleReport.hostile]
    reports.append(SampleReport.services)
    var history = SampleReport.normal
    (history.trends, history.comparison) = (SampleHistory.trends, SampleHistory.comparison)
    reports.append(history)
    for seed in 0..<10 as Range<UInt64> {
      var random = RandomReport(seed: seed)
      reports.append(random.report())
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("nightjar-schema-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var arguments = ["-c", Self.validate, Self.schemaPath]
    for (index, report) in reports.enumerated() {
      let file = folder.appendingPathComponent("\(index).json")
      try Data(JSONRenderer().render(report)).write(to: file)
      arguments.append(file.path)
    }
    let (status, output) = try Self.python(arguments)
    #expect(status == 0, "\(output)")
  }

  private static let schemaPath = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/report.schema.json").path

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

  private static var isInstalled: Bool {
    (try? python(["-c", "import jsonschema"]).status) == 0
  }

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
