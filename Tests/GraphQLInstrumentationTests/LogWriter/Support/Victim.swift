import Foundation
import TestSupport

/// The program that tests let write a log in a process of its own.
struct Victim {
  private let process = Process()
  private let output: URL
  private let folder: TemporaryFolder

  private static let executable: URL = {
    // The tests are a program in the folder of the products; a test runner may be started instead.
    let beside = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    #if DEBUG
      let configuration = "debug"
    #else
      let configuration = "release"
    #endif
    let usual = PythonScript.project.appending(path: ".build/\(configuration)")
    let candidates = [beside, Bundle.main.bundleURL, usual].map {
      $0.appending(path: "log-writer-victim")
    }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? usual
  }()

  /// Starts the program in one of its modes.
  init(_ mode: String, directory: String) throws {
    folder = try TemporaryFolder()
    output = URL(filePath: try folder.write([], "output"))
    process.executableURL = Self.executable
    process.arguments = [mode, directory]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
  }

  /// Kills the program, as nothing can be done against, and waits for its end.
  func kill() {
    _ = Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits for the program's end; `nil` if it was killed by a signal.
  func exitCode() -> Int32? {
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : nil
  }

  /// The last number that it printed behind a word; `nil` if none.
  func number(_ word: String) throws -> Int? { try text(word).flatMap { Int($0) } }

  /// The last text that it printed behind a word; `nil` if none.
  func text(_ word: String) throws -> String? {
    let lines = String(decoding: try Data(contentsOf: output), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return lines.last { $0.hasPrefix(word + " ") }.map { String($0.dropFirst(word.count + 1)) }
  }
}
