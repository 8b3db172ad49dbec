import Glibc

/// What one run of a program took.
struct Measurement: Sendable {
  /// From the start of the process to its end.
  var wallSeconds: Double
  /// User and system time of the process and of those it waited for.
  var cpuSeconds: Double
  /// The largest resident size of any one of them.
  var peakBytes: Int
}

/// A command line that is run by the shell, with its output thrown away.
struct ChildProcess {
  /// Why a run is worth nothing.
  enum Failure: Error, CustomStringConvertible {
    case notStarted(command: String, code: Int32)
    case failed(command: String, status: Int32)

    var description: String {
      switch self {
      case .notStarted(let command, let code): "cannot start (error \(code)): \(command)"
      case .failed(let command, let status): "ended with status \(status): \(command)"
      }
    }
  }

  var command: String

  /// Runs the command to its end.
  func run() throws(Failure) -> Measurement {
    let start = ContinuousClock.now
    let child = try spawn()
    var status: Int32 = 0
    var usage = rusage()
    while unsafe wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    let wall = ContinuousClock.now - start
    guard status == 0 else { throw .failed(command: command, status: status) }
    return Measurement(
      wallSeconds: wall / .seconds(1),
      cpuSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
      peakBytes: usage.ru_maxrss * 1024
    )
  }

  private func spawn() throws(Failure) -> pid_t {
    // SAFETY: the actions are set up before use and freed behind it; the argument strings are ours
    // until the call returns, which is when the child has its own copies.
    var actions = unsafe posix_spawn_file_actions_t()
    _ = unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    let words: [String] = ["/bin/sh", "-c", command]
    let arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, "/bin/sh", &actions, nil, arguments, environ)
    guard code == 0 else { throw .notStarted(command: command, code: code) }
    return child
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}
