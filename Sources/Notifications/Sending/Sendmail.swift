internal import Foundation

/// Hands mails to the system's mail program, which queues and delivers them.
enum Sendmail {
  /// A program that has not taken a mail after so many seconds is stopped.
  private static let patienceSeconds = 30.0

  /// - Parameters:
  ///   - mail: A whole message; the recipients are taken from its headers.
  ///   - program: The program's path.
  /// - Returns: `nil` when the program took it, else why not.
  static func send(_ mail: [UInt8], program: String) async -> String? {
    guard FileManager.default.isExecutableFile(atPath: program) else {
      return "\(program) is no program that can be run"
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    // Recipients come from the headers; a line of one dot is no end.
    process.arguments = ["-t", "-i"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      process.standardInput = try input(mail)
      let ended = try started(process)
      let watch = Task {
        try await Task.sleep(for: .seconds(patienceSeconds))
        process.terminate()
      }
      for await _ in ended {}
      watch.cancel()
    } catch {
      return "\(program) cannot be started"
    }
    let isTaken = process.terminationReason == .exit && process.terminationStatus == 0
    return isTaken ? nil : "\(program) ended with \(process.terminationStatus)"
  }

  /// The mail as a file without a name: a program that does not read a pipe would end this one.
  private static func input(_ mail: [UInt8]) throws -> FileHandle {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "nightjar-\(UUID().uuidString)"
    )
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(mail).write(to: file)
    return try FileHandle(forReadingFrom: file)
  }

  /// Starts a process; the stream ends when it does.
  private static func started(_ process: Process) throws -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
    return stream
  }
}
