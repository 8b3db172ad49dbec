/// Why notifications cannot be sent or their state not be used.
package enum NotificationError: Error, Equatable {
  /// A secret is not where the configuration says.
  case noSecret(where: String, reason: String)
  /// A secret or an address is not of the form that the channel needs; the value is not repeated.
  case malformed(what: String, expected: String)
  /// The file of the state cannot be used.
  case state(path: String, reason: String)

  /// The reason and the remedy in one sentence.
  package var message: String {
    switch self {
    case .noSecret(let place, let reason): "\(place): \(reason)"
    case .malformed(let what, let expected): "\(what): expected \(expected)"
    case .state(let path, let reason): "\(path): \(reason)"
    }
  }
}
