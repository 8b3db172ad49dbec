internal import Foundation

/// Standard output: a reader that goes away is no error.
enum StandardOutput {
  /// Makes writing to a pipe that nobody reads an error of the write, not the end of the process.
  static func outliveReaders() { signal(SIGPIPE, SIG_IGN) }

  /// Writes bytes; ends the process when that is not possible.
  static func write(_ bytes: [UInt8]) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      // `nightjar … | head` is success: the reader has all it wanted.
      let code = SystemError.code(of: error)
      if code == EPIPE { exit(0) }
      StandardError.write(
        "nightjar: standard output cannot be written: \(SystemError.text(code))\n"
      )
      exit(2)
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

  /// Whether it is a terminal that moves its cursor when told to.
  static var isTerminal: Bool {
    isatty(STDERR_FILENO) != 0 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }
}

/// The system's reasons.
enum SystemError {
  /// The `errno` behind an error of Foundation, or 0.
  static func code(of error: any Error) -> Int32 {
    let error = error as NSError
    if error.domain == NSPOSIXErrorDomain { return Int32(error.code) }
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
    return underlying?.domain == NSPOSIXErrorDomain ? Int32(underlying?.code ?? 0) : 0
  }

  /// What an `errno` means, for people.
  static func text(_ code: Int32) -> String {
    switch code {
    case ENOENT: "its directory does not exist"
    case ENOTDIR: "its directory is a file"
    case EACCES, EPERM: "this user may not write there"
    case EROFS: "the file system is read-only"
    case EISDIR: "it is a directory"
    case ENOSPC, EDQUOT: "the disk is full"
    case 0: "the system refuses"
    default: "the system refuses (error \(code))"
    }
  }
}
