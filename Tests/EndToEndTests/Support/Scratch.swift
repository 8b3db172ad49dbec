import Foundation
import TestSupport
import Testing

/// A fresh folder that is removed when the test is over.
final class Scratch: Sendable {
  /// The folder.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "nightjar-e2e-\(UUID().uuidString)")
      .resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The place of a file in the folder.
  func url(_ name: String) -> URL { folder.appending(path: name) }

  /// Writes a file, and the folders that it is in.
  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  /// Writes a file, and the folders that it is in.
  func write(_ name: String, _ data: Data) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try data.write(to: url(name))
  }

  /// What a file holds.
  func read(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

  /// Whether a file is there.
  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

  /// The names of everything in the folder, in order.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// Copies `samples`, without the folders of builds, which are hidden and may be huge.
  func copySampleFolder() throws {
    let samples = PythonScript.project.appending(path: "samples").standardizedFileURL
    let files = FileManager.default.enumerator(
      at: samples,
      includingPropertiesForKeys: [.isRegularFileKey],
      options: [.skipsHiddenFiles]
    )
    while let file = files?.nextObject() as? URL {
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      let name = "samples" + file.standardizedFileURL.path.dropFirst(samples.path.count)
      try write(name, Data(contentsOf: file))
    }
  }

  /// Copies the sample logs to `logs` and returns their paths, in order.
  func copySamples() throws -> [String] {
    try FileManager.default.copyItem(at: Samples.logs, to: url("logs"))
    return try FileManager.default.contentsOfDirectory(atPath: url("logs").path).sorted()
      .map { "logs/" + $0 }
  }

  /// Runs the command in the folder.
  func nightjar(
    _ arguments: [String],
    input: Data? = nil,
    environment: [String: String] = [:]
  ) throws -> Nightjar.Outcome {
    try Nightjar.run(arguments, in: folder, input: input, environment: environment)
  }

  /// Runs a line of Bash in the folder that must end with a status.
  @discardableResult
  func run(
    _ script: String,
    status: Int32 = 0,
    environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Nightjar.Outcome {
    let outcome = try shell(script, environment: environment)
    try #require(
      outcome.status == status,
      "\(script): \(outcome.errors)",
      sourceLocation: sourceLocation
    )
    return outcome
  }

  /// Runs a line of Bash in the folder.
  func shell(_ script: String, environment: [String: String] = [:]) throws -> Nightjar.Outcome {
    try Nightjar.shell(script, in: folder, environment: environment)
  }
}

/// What ships in `samples/`.
enum Samples {
  static let logs = PythonScript.project.appending(path: "samples/logs")
  static let truth = PythonScript.project.appending(path: "samples/logs.truth.json")
}
