internal import GraphQLInstrumentation
internal import Tracing

/// What a span means for the request that it is part of, by OpenTelemetry's attributes.
enum SpanRole: Equatable {
  /// A database statement.
  case statement(sql: String, system: DatabaseSystem)
  /// A resolver of a `Type.field`.
  case field(String)

  /// The attributes of a statement's text, the present name first.
  private static let textNames = ["db.query.text", "db.statement"]
  private static let systemNames = ["db.system.name", "db.system"]

  /// Reads a span's attributes; `nil` when it is neither a statement nor a resolver.
  init?(_ attributes: SpanAttributes) {
    if let sql = Self.string(attributes, Self.textNames) {
      let system = Self.string(attributes, Self.systemNames) ?? ""
      self = .statement(sql: sql, system: DatabaseSystem(openTelemetryName: system))
      return
    }
    guard let field = Self.string(attributes, ["graphql.field.name"]),
      let type = Self.string(attributes, ["graphql.field.parent_type", "graphql.parent.type"])
    else { return nil }
    self = .field("\(type).\(field)")
  }

  private static func string(_ attributes: SpanAttributes, _ names: [String]) -> String? {
    for name in names {
      guard let attribute = attributes.get(name)?.toSpanAttribute() else { continue }
      switch attribute {
      case .string(let text): return text
      case .stringConvertible(let value): return value.description
      default: continue
      }
    }
    return nil
  }
}
