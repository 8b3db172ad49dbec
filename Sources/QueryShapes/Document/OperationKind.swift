/// What an operation does.
public enum OperationKind: String, Sendable, CaseIterable {
  /// Reads.
  case query
  /// Writes, then reads.
  case mutation
  /// Asks for a stream of events.
  case subscription

  var nodeFlag: UInt8 {
    switch self {
    case .query: 0
    case .mutation: 1 << 4
    case .subscription: 2 << 4
    }
  }

  init(nodeFlags: UInt8) {
    switch nodeFlags >> 4 {
    case 1: self = .mutation
    case 2: self = .subscription
    default: self = .query
    }
  }
}
