internal import Foundation

/// Standard output: a reader that goes away is no error.
enum StandardOutput {
  /// Writes bytes; ends the process quietly when nobody reads any more.
  static func write(_ bytes: [UInt8]) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      // `nightjar … | head` is success: the reader has all it wanted.
      exit(0)
    }
  }

  /// Whether it is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) != 0 }
}

/// Standard error: progress and problems.
enum StandardError {
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Whether it is a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) != 0 }
}
