/// What to execute: an operation with its fragments put in, variables filled in, and its fields found
/// in the schema.
final class Plan<Context: Sendable>: Sendable {
  let type: ObjectType<Context>
  let fields: [PlannedField<Context>]

  init(type: ObjectType<Context>, fields: [PlannedField<Context>]) {
    self.type = type
    self.fields = fields
  }

  /// Whether any field has to be found, so that objects of a list are worth a task each.
  var hasResolvers: Bool { fields.contains { $0.isResolver } }
}

/// One field of a plan.
struct PlannedField<Context: Sendable>: Sendable {
  /// The member's name in the response.
  let key: String
  /// `Type.field`, for those who watch.
  let name: String
  /// `nil` for `__typename`.
  let definition: FieldDefinition<Context>?
  let arguments: Arguments
  /// What is asked of its objects; `nil` for a leaf.
  let children: Plan<Context>?

  var isResolver: Bool {
    switch definition?.resolution {
    case .value, .list: true
    case .property, nil: false
    }
  }
}
