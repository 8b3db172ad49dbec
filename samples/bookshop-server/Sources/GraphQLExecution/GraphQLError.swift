/// An error of a response.
public struct GraphQLError: Error, Sendable {
  /// What went wrong, for people.
  public var message: String
  /// What went wrong, for programs.
  public var code: String?
  /// The field it happened at.
  var path: ResponsePath?

  /// An error; whoever throws it from a resolver need not know the path.
  public init(_ message: String, code: String? = nil) {
    self.message = message
    self.code = code
  }

  var value: ResponseValue {
    var members: [(name: String, value: ResponseValue)] = [("message", .string(message))]
    if let path { members.append(("path", .list(path.elements))) }
    if let code { members.append(("extensions", .object([("code", .string(code))]))) }
    return .object(members)
  }
}

/// Where in a response a value stands.
indirect enum ResponsePath: Sendable {
  case root
  case name(String, in: ResponsePath)
  case index(Int, in: ResponsePath)

  var elements: [ResponseValue] {
    var reversed: [ResponseValue] = []
    var rest = self
    while true {
      switch rest {
      case .root: return reversed.reversed()
      case .name(let name, let parent):
        reversed.append(.string(name))
        rest = parent
      case .index(let index, let parent):
        reversed.append(.int(index))
        rest = parent
      }
    }
  }
}
