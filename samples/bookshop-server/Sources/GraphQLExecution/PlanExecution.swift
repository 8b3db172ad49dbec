import QueryShapes
import Synchronization

/// Executes one plan.
struct PlanExecution<Context: Sendable>: Sendable {
  /// A value that must not be null is null, so the object around it is null too.
  struct Nullified: Error {}

  final class Errors: Sendable {
    let list = Mutex<[GraphQLError]>([])
  }

  let context: Context
  let hooks: ResolverHooks
  let errors = Errors()

  /// The fields of one object: one after the other if `isSerial`, else those with resolvers at once.
  func object(
    _ plan: Plan<Context>,
    _ source: any Sendable,
    _ path: ResponsePath,
    isSerial: Bool = false
  ) async throws -> ResponseValue {
    var members: [(name: String, value: ResponseValue)] = []
    members.reserveCapacity(plan.fields.count)
    for field in plan.fields { members.append((field.key, .null)) }
    let resolvers = plan.fields.indices.filter { plan.fields[$0].isResolver }
    let inTasks = isSerial || resolvers.count < 2 ? [] : resolvers
    for index in plan.fields.indices where !inTasks.contains(index) {
      members[index].value = try await field(plan, plan.fields[index], source, path)
    }
    guard !inTasks.isEmpty else { return .object(members) }
    try await withThrowingTaskGroup(of: (Int, ResponseValue).self) { group in
      for index in inTasks {
        group.addTask { (index, try await field(plan, plan.fields[index], source, path)) }
      }
      for try await (index, value) in group { members[index].value = value }
    }
    return .object(members)
  }

  private func field(
    _ plan: Plan<Context>,
    _ field: PlannedField<Context>,
    _ source: any Sendable,
    _ parent: ResponsePath
  ) async throws -> ResponseValue {
    guard let definition = field.definition else { return .string(plan.type.name) }
    let path = ResponsePath.name(field.key, in: parent)
    do {
      let value = try await resolve(field, definition, source)
      return try await complete(definition.type, value, field.children, path)
    } catch {
      if !(error is Nullified) { note(error, path) }
      if definition.type.isNonNull { throw Nullified() }
      return .null
    }
  }

  private func resolve(
    _ field: PlannedField<Context>,
    _ definition: FieldDefinition<Context>,
    _ source: any Sendable
  ) async throws -> FieldValue {
    switch definition.resolution {
    case .property(let read): return try read(source)
    case .value(let resolve):
      return try await hooks.value(field.name) {
        try await resolve(source, field.arguments, context)
      }
    case .list(let resolve):
      let list = try await hooks.list(field.name) {
        try await resolve(source, field.arguments, context)
      }
      return .list(list)
    }
  }

  private func complete(
    _ type: TypeReference,
    _ value: FieldValue,
    _ children: Plan<Context>?,
    _ path: ResponsePath
  ) async throws -> ResponseValue {
    if case .nonNull(let inner) = type {
      let completed = try await complete(inner, value, children, path)
      guard !completed.isNull else {
        throw GraphQLError("A field that must have a value has none.", code: "NULL_VALUE")
      }
      return completed
    }
    switch value {
    case .null: return .null
    case .leaf(let leaf): return leaf
    case .object(let source):
      guard let children else { return .null }
      return try await object(children, source, path)
    case .list(let items):
      guard case .list(let itemType) = type else { return .null }
      return .list(try await list(items, of: itemType, children, path))
    }
  }

  private func list(
    _ items: [FieldValue],
    of type: TypeReference,
    _ children: Plan<Context>?,
    _ path: ResponsePath
  ) async throws -> [ResponseValue] {
    guard items.count > 1, children?.hasResolvers ?? false else {
      var values: [ResponseValue] = []
      for (index, item) in items.enumerated() {
        values.append(try await self.item(item, type, children, .index(index, in: path)))
      }
      return values
    }
    return try await withThrowingTaskGroup(of: (Int, ResponseValue).self) { group in
      for (index, item) in items.enumerated() {
        group.addTask {
          (index, try await self.item(item, type, children, .index(index, in: path)))
        }
      }
      var values = [ResponseValue](repeating: .null, count: items.count)
      for try await (index, value) in group { values[index] = value }
      return values
    }
  }

  private func item(
    _ item: FieldValue,
    _ type: TypeReference,
    _ children: Plan<Context>?,
    _ path: ResponsePath
  ) async throws -> ResponseValue {
    do {
      return try await complete(type, item, children, path)
    } catch {
      if !(error is Nullified) { note(error, path) }
      if type.isNonNull { throw Nullified() }
      return .null
    }
  }

  private func note(_ error: any Error, _ path: ResponsePath) {
    var noted =
      error as? GraphQLError
      // What another error says is the server's business.
      ?? GraphQLError("The server could not find this.", code: "INTERNAL_SERVER_ERROR")
    noted.path = path
    errors.list.withLock { $0.append(noted) }
  }
}
