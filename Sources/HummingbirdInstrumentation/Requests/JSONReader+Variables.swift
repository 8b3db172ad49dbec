internal import QueryShapes

extension JSONReader {
  /// Reads an operation's variables; `null` is none.
  mutating func variables() throws(Fault) -> [String: VariableValue] {
    guard peek() == UInt8(ascii: "{") else {
      try skipValue()
      return [:]
    }
    guard case .object(let values) = try variable(depth: 0) else { return [:] }
    return values
  }

  /// Reads a value as far as the cost of an operation depends on it: texts are left out, and what is
  /// nested more deeply than any schema's input objects.
  private mutating func variable(depth: Int) throws(Fault) -> VariableValue {
    guard let first = peek() else { throw Fault() }
    guard depth < Self.deepest else {
      try skipValue()
      return .null
    }
    switch first {
    case UInt8(ascii: "{"):
      var members: [String: VariableValue] = [:]
      try object { reader, name throws(Fault) in
        members[name] = try reader.variable(depth: depth + 1)
      }
      return .object(members)
    case UInt8(ascii: "["):
      var elements: [VariableValue] = []
      try array { reader throws(Fault) in
        elements.append(try reader.variable(depth: depth + 1))
      }
      return .list(elements)
    case UInt8(ascii: "\""):
      try skipValue()
      return .string("")
    default:
      let word = String(decoding: bytes[try skipWord()], as: UTF8.self)
      switch word {
      case "null": return .null
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      default:
        if let number = Int(word) { return .int(number) }
        guard let number = Double(word) else { throw Fault() }
        return .double(number)
      }
    }
  }
}
