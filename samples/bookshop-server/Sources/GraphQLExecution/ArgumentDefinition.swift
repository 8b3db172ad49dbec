import QueryShapes

/// An argument of a field.
public struct ArgumentDefinition: Sendable {
  let type: TypeReference
  let defaultValue: InputValue?

  /// An argument.
  ///
  /// - Parameters:
  ///   - type: The type as a schema writes it, such as `Int!`.
  ///   - defaultValue: What it is when it is not given.
  public init(_ type: String, default defaultValue: InputValue? = nil) {
    self.type = TypeReference(writtenAs: type)
    self.defaultValue = defaultValue
  }
}

/// The arguments of one field, checked against their definitions.
public struct Arguments: Sendable {
  let values: [String: InputValue]

  /// Values by name, of an argument or an input object.
  public init(_ values: [String: InputValue]) {
    self.values = values
  }

  /// A whole number; 0 when there is none.
  public func int(_ name: String) -> Int {
    switch values[name] {
    case .int(let value): value
    case .string(let text): Int(text) ?? 0
    default: 0
    }
  }

  /// A text; `nil` when there is none.
  public func string(_ name: String) -> String? {
    switch values[name] {
    case .string(let text): text
    case .int(let value): String(value)
    default: nil
    }
  }

  /// A list; empty when there is none.
  public func list(_ name: String) -> [InputValue] {
    switch values[name] {
    case .list(let values): values
    case .null, nil: []
    case .some(let value): [value]
    }
  }
}

extension TypeReference {
  /// The type that a text such as `[Book!]!` writes.
  init(writtenAs text: String) {
    if text.hasSuffix("!") {
      self = .nonNull(TypeReference(writtenAs: String(text.dropLast())))
    } else if text.hasPrefix("["), text.hasSuffix("]") {
      self = .list(TypeReference(writtenAs: String(text.dropFirst().dropLast())))
    } else {
      self = .named(text)
    }
  }

  /// The name of the innermost type.
  var innermostName: String {
    switch self {
    case .named(let name): name
    case .list(let type), .nonNull(let type): type.innermostName
    }
  }

  var isNonNull: Bool {
    if case .nonNull = self { true } else { false }
  }
}
