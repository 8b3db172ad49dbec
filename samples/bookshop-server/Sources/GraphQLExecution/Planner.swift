import QueryShapes

/// Makes a plan of an operation, or says why it cannot be executed.
struct Planner<Context: Sendable> {
  let schema: Schema<Context>
  let document: Document
  let coercion: InputCoercion

  /// Fragments within fragments, and selections within selections, may nest as deeply as this.
  private static var deepest: Int { 100 }

  /// The fields of one response member, before they are merged.
  private struct Group {
    let key: String
    var fields: [Field]
  }

  func plan(
    _ selections: [Selection],
    on type: ObjectType<Context>,
    depth: Int = 0
  ) throws(GraphQLError) -> Plan<Context> {
    guard depth < Self.deepest else {
      throw GraphQLError("The operation is nested too deeply.", code: GraphQLError.validation)
    }
    var groups: [Group] = []
    try collect(selections, type, &groups, fragments: [])
    var fields: [PlannedField<Context>] = []
    for group in groups { fields.append(try field(group, type, depth)) }
    return Plan(type: type, fields: fields)
  }

  private func collect(
    _ selections: [Selection],
    _ type: ObjectType<Context>,
    _ groups: inout [Group],
    fragments: Set<String>
  ) throws(GraphQLError) {
    for selection in selections {
      switch selection {
      case .field(let field):
        guard try isIncluded(field.directives) else { continue }
        if let index = groups.firstIndex(where: { $0.key == field.responseKey }) {
          groups[index].fields.append(field)
        } else {
          groups.append(Group(key: field.responseKey, fields: [field]))
        }
      case .inlineFragment(let fragment):
        guard try isIncluded(fragment.directives) else { continue }
        guard fragment.typeCondition ?? type.name == type.name else { continue }
        try collect(fragment.selections, type, &groups, fragments: fragments)
      case .spread(let spread):
        guard try isIncluded(spread.directives) else { continue }
        guard let fragment = document.fragment(named: spread.name),
          !fragments.contains(spread.name)
        else {
          let reason = fragments.contains(spread.name) ? "spreads itself" : "is not known"
          throw GraphQLError(
            "Fragment \"\(spread.name)\" \(reason).",
            code: GraphQLError.validation
          )
        }
        guard fragment.typeCondition == type.name else { continue }
        let inner = fragments.union([spread.name])
        try collect(fragment.selections, type, &groups, fragments: inner)
      }
    }
  }

  private func isIncluded(_ directives: [Directive]) throws(GraphQLError) -> Bool {
    for directive in directives where ["skip", "include"].contains(directive.name) {
      guard let condition = directive.arguments.first(where: { $0.name == "if" }),
        case .bool(let value) = try coercion.value(condition.value)
      else {
        throw GraphQLError(
          "Directive \"@\(directive.name)\" needs a condition.",
          code: GraphQLError.validation
        )
      }
      if value == (directive.name == "skip") { return false }
    }
    return true
  }

  private func field(
    _ group: Group,
    _ type: ObjectType<Context>,
    _ depth: Int
  ) throws(GraphQLError) -> PlannedField<Context> {
    let first = group.fields[0]
    let name = "\(type.name).\(first.name)"
    let isTypeName = first.name == "__typename"
    let definition = type.fields[first.name]
    guard isTypeName || definition != nil else {
      throw GraphQLError(
        "Cannot query field \"\(first.name)\" on type \"\(type.name)\".",
        code: GraphQLError.validation
      )
    }
    for other in group.fields.dropFirst()
    where other.name != first.name || other.arguments != first.arguments {
      throw GraphQLError("Fields \"\(group.key)\" conflict.", code: GraphQLError.validation)
    }
    let selections = group.fields.flatMap(\.selections)
    let objectType = (definition?.type.innermostName).flatMap { schema.types[$0] }
    guard selections.isEmpty == (objectType == nil) else {
      let must = objectType == nil ? "must not" : "must"
      throw GraphQLError(
        "Field \"\(name)\" \(must) have a selection of subfields.",
        code: GraphQLError.validation
      )
    }
    var children: Plan<Context>?
    if let objectType { children = try plan(selections, on: objectType, depth: depth + 1) }
    return PlannedField(
      key: group.key,
      name: name,
      definition: definition,
      arguments: try coercion.arguments(
        definition?.arguments ?? [:],
        first.arguments,
        field: name
      ),
      children: children
    )
  }
}
