import Foundation
import LogReading
import MetricLog
import TestSupport
import Testing

/// Nicolas Seriot's JSON parsing test suite: each file is one line here, newlines inside or not.
@Suite(
  "The JSON test suite",
  .enabled(if: JSONSuite.isThere, "the suite is not beside the project")
)
struct JSONSuiteTests {
  @Test("accepts what every parser must accept, and objects alone")
  func acceptsValidJSON() throws {
    let files = try JSONSuite.files("y_")
    #expect(files.count >= 95)
    for file in files {
      let reason = JSONSuite.reason(file.bytes)
      if file.isObject {
        // Nothing is wrong with its JSON: it is only no record.
        #expect(reason == .missingField, "\(file.name)")
      } else {
        #expect(reason == .notAnObject, "\(file.name)")
      }
    }
  }

  @Test("refuses what every parser must refuse")
  func refusesInvalidJSON() throws {
    let files = try JSONSuite.files("n_")
    #expect(files.count >= 187)
    let expected: [RejectionReason] = [.invalidJSON, .invalidUTF8, .nestedTooDeep, .notANumber]
    for file in files {
      let reason = JSONSuite.reason(file.bytes)
      #expect(reason.map(expected.contains) == true, "\(file.name): \(String(describing: reason))")
    }
  }

  @Test("survives what parsers may take either way")
  func survivesTheRest() throws {
    let files = try JSONSuite.files("i_")
    #expect(files.count >= 35)
    for file in files { #expect(JSONSuite.reason(file.bytes) != nil, "\(file.name)") }
  }

  @Test("gives its verdicts on values inside records, too")
  func judgesValuesInsideRecords() throws {
    for file in try JSONSuite.files("") where file.name.hasPrefix("y_") || file.name.hasPrefix("n_")
    {
      let start = #"{"v":1,"time":"2026-03-14T02:41:10Z","service":"s","type":"deploy","x":"#
      let reason = JSONSuite.reason(Array(start.utf8) + file.bytes + [UInt8(ascii: "}")])
      // A file that ends an object and begins another is nonsense in either place.
      if file.name.hasPrefix("y_") {
        #expect(reason == nil, "\(file.name)")
      } else {
        #expect(reason != nil, "\(file.name)")
      }
    }
  }
}

private struct JSONSuite {
  var name: String
  var bytes: [UInt8]

  var isObject: Bool { bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == 0x7B }

  private static let folder = PythonScript.project.deletingLastPathComponent()
    .appending(path: "shared/data/json-test-suite/test_parsing")

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static func files(_ prefix: String) throws -> [JSONSuite] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasPrefix(prefix) && $0.pathExtension == "json" }
      .map { JSONSuite(name: $0.lastPathComponent, bytes: Array(try Data(contentsOf: $0))) }
  }

  static func reason(_ line: [UInt8]) -> RejectionReason? {
    var check = LineCheck()
    guard case .rejected(let failure) = check.read(line) else { return nil }
    return failure.reason
  }
}
