import Foundation
import TestSupport

/// The built command, as a user runs it.
enum Nightjar {
  /// How a run ended and what it wrote.
  struct Outcome: Sendable {
    var status: Int32
    var output: Data
    var errors: String

    /// Standard output as text.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// The lines of standard output.
    var lines: [Substring] { text.split(separator: "\n") }
  }

  /// The command that was built together with the tests.
  static let executable: URL = {
    // The tests are a program in the folder of the products; a test runner may be started instead.
    let beside = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    #if DEBUG
      let configuration = "debug"
    #else
      let configuration = "release"
    #endif
    let usual = PythonScript.project.appending(path: ".build/\(configuration)")
    let candidates = [beside, Bundle.main.bundleURL, usual].map { $0.appending(path: "nightjar") }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? usual
  }()

  /// The environment of every run: a UTF-8 locale, nothing that bears on the output by accident.
  private static let environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "LC_ALL": "C.UTF-8", "NIGHTJAR": executable.path,
  ]

  /// Runs the command to its end in a folder.
  static func run(
    _ arguments: [String],
    in folder: URL,
    input: Data? = nil,
    environment more: [String: String] = [:]
  ) throws -> Outcome {
    try start(executable, arguments, in: folder, input: input, more)
  }

  /// Runs a line of Bash in a folder, in which `$NIGHTJAR` is the command.
  static func shell(
    _ script: String,
    in folder: URL,
    environment more: [String: String] = [:]
  ) throws -> Outcome {
    try start(
      URL(filePath: "/bin/bash"),
      ["-o", "pipefail", "-c", script],
      in: folder,
      input: nil,
      more
    )
  }

  /// Output goes to files: a pipe that nobody empties would stop the command.
  private static func start(
    _ program: URL,
    _ arguments: [String],
    in folder: URL,
    input: Data?,
    _ more: [String: String]
  ) throws -> Outcome {
    let streams = try Scratch()
    let paths = ["input", "output", "errors"].map { streams.url($0) }
    try (input ?? Data()).write(to: paths[0])
    for path in paths.dropFirst() { try Data().write(to: path) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment.merging(more) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: paths[0])
    process.standardOutput = try FileHandle(forWritingTo: paths[1])
    process.standardError = try FileHandle(forWritingTo: paths[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: try Data(contentsOf: paths[1]),
      errors: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self)
    )
  }
}
