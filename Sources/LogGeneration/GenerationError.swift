/// Why logs could not be generated.
package enum GenerationError: Error, Equatable, Sendable {
  /// The scenario file could not be read.
  case unreadableScenario(path: String, reason: String)
  /// The scenario file is not YAML.
  case invalidYAML(path: String, reason: String)
  /// A key of the scenario is unknown, missing or has a value that makes no sense.
  case invalidScenario(path: String, key: String, problem: String, remedy: String)
  /// An option that stands beside the scenario has a value that makes no sense.
  case invalidOption(name: String, problem: String, remedy: String)
  /// A file or a directory could not be written.
  case cannotWrite(path: String, reason: String)
  /// The output directory holds logs already.
  case outputExists(path: String)
  /// zlib refused; the code is its own.
  case compressionFailed(path: String, code: Int)

  /// One or two sentences for people: what is wrong, where, and what to do.
  package var message: String {
    switch self {
    case .unreadableScenario(let path, let reason):
      "\(path): the scenario cannot be read: \(reason)"
    case .invalidYAML(let path, let reason):
      "\(path): the scenario is not YAML: \(reason)"
    case .invalidScenario(let path, let key, let problem, let remedy):
      "\(path): \(key.isEmpty ? "the top level" : key): \(problem); \(remedy)"
    case .invalidOption(let name, let problem, let remedy):
      "\(name): \(problem); \(remedy)"
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written: \(reason)"
    case .outputExists(let path):
      "\(path): there are logs in this directory already; name another one, or remove them"
    case .compressionFailed(let path, let code):
      "\(path): zlib could not compress (code \(code))"
    }
  }
}
