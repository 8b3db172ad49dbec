/// A value as a document writes it.
public indirect enum Value: Hashable, Sendable {
  /// A variable's name, without `$`.
  case variable(String)
  /// An integer of any size, as written.
  case int(String)
  /// A floating-point number, as written.
  case float(String)
  /// A string, its escapes resolved.
  case string(String)
  /// A Boolean.
  case boolean(Bool)
  /// The value `null`.
  case null
  /// A value of an enumeration.
  case enumeration(String)
  /// A list.
  case list([Value])
  /// An input object's fields, in the order of the text.
  case object([Argument])
}

/// A name with a value: an argument, or a field of an input object.
public struct Argument: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its value.
  public let value: Value

  /// A name with a value.
  public init(name: String, value: Value) {
    self.name = name
    self.value = value
  }
}
