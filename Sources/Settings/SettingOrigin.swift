/// Where the value of a setting comes from.
package enum SettingOrigin: Sendable, Equatable {
  /// Nobody has said anything.
  case standard
  /// The profile of this name.
  case profile(String)
  case file(path: String, SettingPlace)
  /// An environment variable.
  case environment(String)
  /// An option of the command line, such as `--since`.
  case option(String)

  /// The origin in words, without position.
  package var name: String {
    switch self {
    case .standard: "default"
    case .profile: "profile"
    case .file: "file"
    case .environment: "environment"
    case .option: "option"
    }
  }

  /// The origin in words, as precise as it is known.
  package var text: String {
    switch self {
    case .standard: "default"
    case .profile(let name): "profile \(name)"
    case .file(let path, let place): "\(path):\(place.line)"
    case .environment(let variable): variable
    case .option(let option): option
    }
  }
}
