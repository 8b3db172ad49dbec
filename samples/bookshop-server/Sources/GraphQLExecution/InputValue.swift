/// A value that comes in: a variable, or an argument.
public indirect enum InputValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case list([InputValue])
  case object([String: InputValue])
}

extension InputValue: Decodable {
  /// Reads a value of any kind.
  public init(from decoder: any Decoder) throws {
    if let members = try? decoder.singleValueContainer().decode([String: InputValue].self) {
      self = .object(members)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .double(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else {
      self = .list(try container.decode([InputValue].self))
    }
  }
}
