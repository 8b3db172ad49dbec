import Foundation
import LogGeneration
import Testing

@Suite("The built-in scenario")
struct DefaultScenarioTests {
  @Test("DefaultScenario is the text of samples/shop.yaml")
  func text() throws {
    let sample = try String(contentsOfFile: SamplesFolder.path + "/shop.yaml", encoding: .utf8)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try Self.source(sample).write(toFile: Self.sourcePath, atomically: true, encoding: .utf8)
    }
    #expect(DefaultScenario.yaml == sample)
    #expect(try DefaultScenario.scenario().operations.count >= 15)
  }

  @Test("makes the shipped logs, but for their compression")
  func shippedLogs() throws {
    let folder = SamplesFolder.path + "/logs"
    let logs = try GeneratedLogs(DefaultScenario.scenario()) { $0.volume = .requests(4400) }
    let shipped = try Data(contentsOf: URL(fileURLWithPath: folder + ".truth.json"))
    let made = String(decoding: try logs.truthData(), as: UTF8.self)
      .replacing(".jsonl\"", with: ".jsonl.gz\"")
    #expect(String(decoding: shipped, as: UTF8.self) == made)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    var size = 0
    for name in names {
      size += try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)).count
    }
    #expect(size <= 600_000)
  }

  private static var sourcePath: String {
    SamplesFolder.path + "/../Sources/LogGeneration/DefaultScenario+Text.swift"
  }

  private static func source(_ yaml: String) -> String {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    " + $0 }
    return """
      // Generated from samples/shop.yaml by `UPDATE_GOLDEN=1 swift test --filter DefaultScenario`.
      // swift-format-ignore-file

      extension DefaultScenario {
        /// The text of `samples/shop.yaml`.
        package static let yaml = #\"""
      \(lines.joined(separator: "\n"))
          \"""#
      }

      """
  }
}
