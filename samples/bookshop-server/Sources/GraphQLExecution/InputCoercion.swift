import QueryShapes

/// Turns values as they were sent into values of the types that are asked for.
struct InputCoercion {
  /// Variables by name, already coerced.
  let variables: [String: InputValue]

  /// The variables of an operation.
  static func variables(
    _ definitions: [VariableDefinition],
    _ given: [String: InputValue]
  ) throws(GraphQLError) -> [String: InputValue] {
    var values: [String: InputValue] = [:]
    let none = InputCoercion(variables: [:])
    for definition in definitions {
      let name = definition.name
      if let value = given[name] {
        values[name] = try none.coerce(value, to: definition.type, of: "Variable \"$\(name)\"")
      } else if let value = definition.defaultValue {
        values[name] = try none.value(value)
      } else if definition.type.isNonNull {
        throw Self.missing("Variable \"$\(name)\" of type \"\(definition.type)\"")
      }
    }
    return values
  }

  /// The arguments of a field.
  func arguments(
    _ definitions: [String: ArgumentDefinition],
    _ given: [Argument],
    field: String
  ) throws(GraphQLError) -> Arguments {
    var values: [String: InputValue] = [:]
    for argument in given {
      guard let definition = definitions[argument.name] else {
        throw GraphQLError(
          "Unknown argument \"\(argument.name)\" on field \"\(field)\".",
          code: GraphQLError.validation
        )
      }
      // A variable that was not given is as if the argument were not there.
      if case .variable(let name) = argument.value, variables[name] == nil { continue }
      let place = "Argument \"\(argument.name)\" of \"\(field)\""
      let value = try value(argument.value)
      values[argument.name] = try coerce(value, to: definition.type, of: place)
    }
    for (name, definition) in definitions where values[name] == nil {
      if let value = definition.defaultValue {
        values[name] = value
      } else if definition.type.isNonNull {
        throw Self.missing("Argument \"\(name)\" of \"\(field)\"")
      }
    }
    return Arguments(values)
  }

  /// A value as a document writes it.
  func value(_ value: Value) throws(GraphQLError) -> InputValue {
    switch value {
    case .variable(let name): return variables[name] ?? .null
    case .int(let digits):
      if let number = Int(digits) { return .int(number) }
      return .double(Double(digits) ?? .infinity)
    case .float(let digits): return .double(Double(digits) ?? .infinity)
    case .string(let text), .enumeration(let text): return .string(text)
    case .boolean(let value): return .bool(value)
    case .null: return .null
    case .list(let values):
      var list: [InputValue] = []
      for value in values { list.append(try self.value(value)) }
      return .list(list)
    case .object(let members):
      var object: [String: InputValue] = [:]
      for member in members { object[member.name] = try self.value(member.value) }
      return .object(object)
    }
  }

  private func coerce(
    _ value: InputValue,
    to type: TypeReference,
    of place: String
  ) throws(GraphQLError) -> InputValue {
    switch type {
    case .nonNull(let inner):
      if value == .null { throw Self.missing(place) }
      return try coerce(value, to: inner, of: place)
    case .list(let inner):
      if value == .null { return .null }
      guard case .list(let values) = value else {
        return .list([try coerce(value, to: inner, of: place)])
      }
      var list: [InputValue] = []
      for value in values { list.append(try coerce(value, to: inner, of: place)) }
      return .list(list)
    case .named(let name):
      guard let leaf = leaf(value, name) else {
        throw GraphQLError("\(place) is no \"\(name)\".", code: GraphQLError.badInput)
      }
      return leaf
    }
  }

  private func leaf(_ value: InputValue, _ type: String) -> InputValue? {
    switch (type, value) {
    case (_, .null): .null
    case ("Int", .int(let number)): Int32(exactly: number).map { .int(Int($0)) }
    case ("Float", .int(let number)): .double(Double(number))
    case ("Float", .double), ("String", .string), ("Boolean", .bool), ("ID", .string): value
    case ("ID", .int(let number)): .string(String(number))
    case ("Int", _), ("Float", _), ("String", _), ("Boolean", _), ("ID", _): nil
    default: value
    }
  }

  private static func missing(_ place: String) -> GraphQLError {
    GraphQLError("\(place) is required.", code: GraphQLError.badInput)
  }
}

extension GraphQLError {
  static let validation = "GRAPHQL_VALIDATION_FAILED"
  static let badInput = "BAD_USER_INPUT"
}
