/// Why a log cannot be written; says what can be done about it.
public enum LogWriterError: Error, Hashable, Sendable {
  /// A value of the configuration that cannot be.
  case configuration(option: String, reason: String)
  /// A file or directory that the system refuses.
  case cannotWrite(path: String, reason: String, remedy: String)

  init(_ failure: SystemFailure, path: String) {
    self = .cannotWrite(path: path, reason: failure.reason, remedy: failure.remedy)
  }
}

extension LogWriterError: CustomStringConvertible {
  /// One sentence with the path, the system's words and a remedy.
  public var description: String {
    switch self {
    case .configuration(let option, let reason):
      "the log writer's option \(option) \(reason)"
    case .cannotWrite(let path, let reason, let remedy):
      "the performance log cannot be written at \(path): \(reason); \(remedy)"
    }
  }
}
