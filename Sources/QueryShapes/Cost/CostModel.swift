/// What selections cost where no schema says otherwise.
///
/// The engine is that of IBM's cost directives: every object that may be returned has a weight, lists
/// multiply what is selected of their items. All arithmetic saturates at `UInt64.max`.
public struct CostModel: Hashable, Sendable {
  /// The weight of an object that a field returns alone.
  public var objectWeight: UInt64 = 1
  /// The weight of each object in a list.
  public var itemWeight: UInt64 = 1
  /// The weight of each object in a connection's `edges`, beside its `node`.
  public var edgeWeight: UInt64 = 1
  /// The weight of a connection: an object with a size, whose `edges` or `nodes` have that size.
  public var connectionWeight: UInt64 = 1
  /// The weight of a scalar or an enumeration's value.
  public var leafWeight: UInt64 = 0
  /// The weight of the operation itself.
  public var operationWeight: UInt64 = 1
  /// The weight of an object that a mutation's root field returns; nil if it is as any other.
  public var mutationWeight: UInt64?
  /// The calls that a field with an object counts for, in ``OperationCost/calls``.
  public var objectCalls: UInt64 = 1
  /// The calls that a field with a list or a connection counts for.
  public var listCalls: UInt64 = 1
  /// The size of a list of unknown size.
  public var defaultListSize: UInt64 = 10
  /// Arguments whose value bounds a list's size.
  public var slicingArguments: Set<String> = ["first", "last", "limit", "take", "pageSize"]
  /// Whether fragments of different types exclude one another where the schema does not know.
  ///
  /// If so, the dearest type counts; otherwise all add up, which is never too little.
  public var typesExclude = false

  /// The rules of IBM's cost directives, with weights of 1 for objects and 0 for leaves.
  public static let ibm = CostModel()

  /// GitHub's rules: the number of nodes that connections may return.
  ///
  /// ``OperationCost/calls`` is then the number of connections that must be asked; a hundredth of it,
  /// at least 1, is the score of GitHub's rate limit.
  public static let gitHub: CostModel = {
    var model = CostModel()
    model.objectWeight = 0
    model.connectionWeight = 0
    model.operationWeight = 0
    model.objectCalls = 0
    return model
  }()

  /// Shopify's rules: objects 1, connections 2 and their items, mutations 10.
  public static let shopify: CostModel = {
    var model = CostModel()
    model.edgeWeight = 0
    model.connectionWeight = 2
    model.operationWeight = 0
    model.mutationWeight = 10
    model.typesExclude = true
    return model
  }()

  /// The rules of IBM's cost directives, to be changed.
  public init() {}
}
