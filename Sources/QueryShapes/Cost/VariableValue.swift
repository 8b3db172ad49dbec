/// The value of a variable as a request sends it.
public indirect enum VariableValue: Hashable, Sendable {
  /// The value `null`.
  case null
  /// A Boolean.
  case boolean(Bool)
  /// An integer.
  case int(Int)
  /// A number with a fraction.
  case double(Double)
  /// A string, or the name of an enumeration's value.
  case string(String)
  /// A list.
  case list([VariableValue])
  /// An input object.
  case object([String: VariableValue])
}
