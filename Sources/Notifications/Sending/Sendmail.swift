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
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      let ended = try started(process)
      let watch = Task {
        try await Task.sleep(for: .seconds(patienceSeconds))
        process.terminate()
      }
      // A program that reads nothing must not keep this one from stopping it.
      let feed = Task { try? input.fileHandleForWriting.write(contentsOf: Data(mail)) }
      _ = await feed.value
      try? input.fileHandleForWriting.close()
      for await _ in ended {}
      watch.cancel()
    } catch {
      return "\(program) cannot be started"
    }
    let isTaken = process.terminationReason == .exit && process.terminationStatus == 0
    return isTaken ? nil : "\(program) ended with \(process.terminationStatus)"
  }

  /// Starts a process; the stream ends when it does.
  private static func started(_ process: Process) throws -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
    return stream
  }
}
