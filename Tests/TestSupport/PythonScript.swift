package import Foundation

/// One of the project's Python scripts, by which tests check ours with other means.
package struct PythonScript {
  /// What the script printed on either channel, and how it ended.
  package struct Outcome: Sendable {
    package var output: Data
    package var isSuccess: Bool

    /// The output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The project's folder.
  package static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the bookshop run's logs, which may lie beside the project.
  package static let bookshopLogs = project.deletingLastPathComponent()
    .appending(path: "shared/data/bookshop/native")

  /// Whether the logs of the bookshop run are there.
  package static var hasBookshopLogs: Bool {
    FileManager.default.fileExists(atPath: bookshopLogs.path)
  }

  /// The path below the project's folder.
  package var path: String

  package init(_ path: String) { self.path = path }

  /// The Python whose modules `make setup` installs; the variable `PYTHON` names another.
  private static var interpreter: String {
    let named = ProcessInfo.processInfo.environment["PYTHON"] ?? ""
    return named.hasPrefix("/") ? named : "/usr/bin/python3"
  }

  /// Whether that Python is there and has a module.
  package static func hasModule(_ name: String) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: interpreter)
    process.arguments = ["-c", "import \(name)"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// Runs the script to its end; `input` is a file to read as standard input.
  package func run(_ arguments: [String], input: URL? = nil) throws -> Outcome {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: Self.interpreter)
    process.arguments = [Self.project.appending(path: path).path] + arguments
    process.standardInput = try input.map(FileHandle.init(forReadingFrom:)) ?? .nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(output: output, isSuccess: process.terminationStatus == 0)
  }
}
