import QueryShapes
import Synchronization

/// Executes GraphQL operations on a schema.
public final class OperationExecutor<Context: Sendable>: Sendable {
  /// What came of an operation.
  public struct Outcome: Sendable {
    /// The response as JSON.
    public var json: [UInt8]
    /// Whether it was executed; if not, there is no data, only errors.
    public var wasExecuted: Bool
  }

  private let schema: Schema<Context>
  private let hooks: ResolverHooks
  private let documents = Mutex<[String: Document]>([:])
  private static var rememberedDocuments: Int { 500 }

  /// An executor.
  ///
  /// - Parameters:
  ///   - schema: The types.
  ///   - hooks: What is called around every resolver.
  public init(_ schema: Schema<Context>, hooks: ResolverHooks = .none) {
    self.schema = schema
    self.hooks = hooks
  }

  /// Executes an operation.
  ///
  /// - Parameters:
  ///   - request: The operation.
  ///   - context: What resolvers are given.
  /// - Returns: The response.
  public func execute(_ request: OperationRequest, context: Context) async -> Outcome {
    let operation: OperationDefinition
    let plan: Plan<Context>
    do throws(GraphQLError) {
      (operation, plan) = try self.plan(request)
    } catch {
      return Self.failure(error)
    }
    let execution = PlanExecution(context: context, hooks: hooks)
    let data: ResponseValue
    do {
      data = try await execution.object(
        plan,
        Root(),
        .root,
        isSerial: operation.kind == .mutation
      )
    } catch {
      data = .null
    }
    let errors = execution.errors.list.withLock { $0 }
    var members: [(name: String, value: ResponseValue)] = []
    if !errors.isEmpty { members.append(("errors", .list(errors.map(\.value)))) }
    members.append(("data", data))
    return Outcome(json: Self.json(.object(members)), wasExecuted: true)
  }

  /// The response that says nothing but an error.
  public static func failure(_ error: GraphQLError) -> Outcome {
    Outcome(json: json(.object([("errors", .list([error.value]))])), wasExecuted: false)
  }

  private static func json(_ value: ResponseValue) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(1024)
    value.writeJSON(to: &text)
    return text
  }

  private func plan(
    _ request: OperationRequest
  ) throws(GraphQLError) -> (OperationDefinition, Plan<Context>) {
    guard let text = request.query else {
      throw GraphQLError("The request has no query.", code: "BAD_REQUEST")
    }
    let document = try self.document(text)
    guard let operation = document.operation(named: request.operationName) else {
      throw GraphQLError("The operation is not in the document.", code: "OPERATION_NOT_FOUND")
    }
    guard let type = schema.rootType(operation.kind) else {
      throw GraphQLError("The schema has no such operations.", code: GraphQLError.validation)
    }
    let variables = try InputCoercion.variables(operation.variables, request.variables ?? [:])
    let planner = Planner(
      schema: schema,
      document: document,
      coercion: InputCoercion(variables: variables)
    )
    return (operation, try planner.plan(operation.selections, on: type))
  }

  private func document(_ text: String) throws(GraphQLError) -> Document {
    if let document = documents.withLock({ $0[text] }) { return document }
    let document: Document
    do throws(SyntaxError) {
      document = try Document(parsing: text)
    } catch {
      throw GraphQLError("Syntax Error: \(error)", code: "GRAPHQL_PARSE_FAILED")
    }
    documents.withLock { documents in
      if documents.count >= Self.rememberedDocuments { documents.removeAll() }
      documents[text] = document
    }
    return document
  }
}
