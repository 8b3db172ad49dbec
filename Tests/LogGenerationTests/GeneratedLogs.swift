import Foundation
import LogGeneration
import Testing

/// The logs of a scenario in a directory of their own, which goes when they do.
final class GeneratedLogs {
  let directory: String
  let summary: LogGenerator.Summary

  init(
    _ scenario: Scenario,
    _ change: (inout LogGenerator.Options) -> Void = { _ in }
  ) throws {
    var options = LogGenerator.Options()
    change(&options)
    directory = NSTemporaryDirectory() + "nightjar-logs-\(UUID().uuidString)"
    summary = try LogGenerator(scenario: scenario, options: options).generate(into: directory)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: directory)
    try? FileManager.default.removeItem(atPath: summary.truthPath)
  }

  /// The bytes of the truth.
  func truthData() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: summary.truthPath)) }

  /// The names of the log files, sorted.
  var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: directory)
        .filter { $0.contains(".jsonl") }.sorted()
    }
  }

  func data(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))
  }

  /// The lines of a plain file.
  func lines(_ name: String) throws -> [String] {
    let text = String(decoding: try data(name), as: UTF8.self)
    #expect(text.hasSuffix("\n"))
    return text.split(separator: "\n").map(String.init)
  }

  /// The records of a plain file; lines that are no JSON object are left out.
  func records(_ name: String) throws -> [[String: Any]] {
    try lines(name).compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// The records of all plain files.
  func records() throws -> [[String: Any]] { try names.flatMap { try records($0) } }

  func truth() throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: try truthData())
    return try #require(object as? [String: Any])
  }
}

extension [String: Any] {
  func text(_ key: String) -> String? { self[key] as? String }

  func int(_ key: String) -> Int? { (self[key] as? NSNumber)?.intValue }

  func object(_ key: String) -> [String: Any] { self[key] as? [String: Any] ?? [:] }

  func objects(_ key: String) -> [[String: Any]] { self[key] as? [[String: Any]] ?? [] }

  /// Milliseconds with at most six decimals as nanoseconds.
  func nanoseconds(_ key: String) -> Int {
    Int((((self[key] as? NSNumber)?.doubleValue ?? 0) * 1e6).rounded())
  }
}
