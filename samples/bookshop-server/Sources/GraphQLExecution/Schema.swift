import QueryShapes

/// The types that operations are executed on: objects and leaves, no interfaces or unions.
public struct Schema<Context: Sendable>: Sendable {
  let types: [String: ObjectType<Context>]

  /// A schema whose root types are `Query` and `Mutation`.
  public init(_ types: [ObjectType<Context>]) {
    self.types = Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
  }

  func rootType(_ kind: OperationKind) -> ObjectType<Context>? {
    switch kind {
    case .query: types["Query"]
    case .mutation: types["Mutation"]
    case .subscription: types["Subscription"]
    }
  }
}

/// An object type.
public struct ObjectType<Context: Sendable>: Sendable {
  let name: String
  let fields: [String: FieldDefinition<Context>]

  /// A type with its fields by name.
  public init(_ name: String, _ fields: [String: FieldDefinition<Context>]) {
    self.name = name
    self.fields = fields
  }
}

/// What a resolver returns.
public enum FieldValue: Sendable {
  case null
  case leaf(ResponseValue)
  /// An object, of which the fields are asked next.
  case object(any Sendable)
  case list([FieldValue])

  /// An object that may be missing.
  public static func optional(_ object: (some Sendable)?) -> FieldValue {
    object.map { .object($0) } ?? .null
  }
}

/// A field of an object type.
public struct FieldDefinition<Context: Sendable>: Sendable {
  typealias Resolver<Value> = @Sendable (any Sendable, Arguments, Context) async throws -> Value

  enum Resolution: Sendable {
    /// Reads what the object has.
    case property(@Sendable (any Sendable) throws -> FieldValue)
    /// Finds a value.
    case value(Resolver<FieldValue>)
    /// Finds a list.
    case list(Resolver<[FieldValue]>)
  }

  let type: TypeReference
  let arguments: [String: ArgumentDefinition]
  let resolution: Resolution

  /// A field that reads what the object has; types are written as a schema has them: `[Book!]!`.
  public static func property<Source: Sendable>(
    _ type: String,
    _ read: @escaping @Sendable (Source) -> ResponseValue
  ) -> Self {
    Self(
      type: TypeReference(writtenAs: type),
      arguments: [:],
      resolution: .property { .leaf(read(try cast($0))) }
    )
  }

  /// A field whose value has to be found.
  public static func value<Source: Sendable>(
    _ type: String,
    _ arguments: [String: ArgumentDefinition] = [:],
    _ resolve: @escaping @Sendable (Source, Arguments, Context) async throws -> FieldValue
  ) -> Self {
    Self(
      type: TypeReference(writtenAs: type),
      arguments: arguments,
      resolution: .value { try await resolve(try cast($0), $1, $2) }
    )
  }

  /// A field whose list of objects has to be found.
  public static func list<Source: Sendable, Element: Sendable>(
    _ type: String,
    _ arguments: [String: ArgumentDefinition] = [:],
    _ resolve: @escaping @Sendable (Source, Arguments, Context) async throws -> [Element]
  ) -> Self {
    Self(
      type: TypeReference(writtenAs: type),
      arguments: arguments,
      resolution: .list { try await resolve(try cast($0), $1, $2).map { .object($0) } }
    )
  }

  private static func cast<Source>(_ source: any Sendable) throws -> Source {
    guard let source = source as? Source else {
      throw GraphQLError("A field was asked of the wrong type.", code: "INTERNAL_SERVER_ERROR")
    }
    return source
  }
}

/// The source of the fields of the root types.
public struct Root: Sendable {
  /// The only one there is.
  public init() {}
}
