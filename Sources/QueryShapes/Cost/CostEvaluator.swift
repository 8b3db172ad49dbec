/// Finds the cost of an operation, each fragment once.
///
/// Fragments are evaluated in an order in which each comes after those it uses. So a fragment that
/// is used a thousand times is evaluated once, and recursion is no deeper than the parser let
/// selection sets be.
struct CostEvaluator {
  let tree: DocumentTree
  let operation: Int
  let variables: [String: VariableValue]
  let model: CostModel
  let schema: CostSchema?
  private(set) var breadth: UInt64 = 0
  var fieldsWithoutSize: Set<String> = []
  /// The names of all fields that can have their parent's size, and of slicing arguments.
  let sizedNames: [[UInt8]]
  let slicingNames: [[UInt8]]
  private var fragments: [Int: SelectionCost] = [:]

  static let connectionFields: Set<String> = ["edges", "nodes"]

  init(
    _ tree: DocumentTree,
    _ operation: Int,
    _ variables: [String: VariableValue],
    _ model: CostModel,
    _ schema: CostSchema?
  ) {
    self.tree = tree
    self.operation = operation
    self.variables = variables
    self.model = model
    self.schema = schema
    let sized = schema?.fields.values.reduce(into: Self.connectionFields) { names, field in
      names.formUnion(field.sizedFields)
    }
    sizedNames = (sized ?? Self.connectionFields).map { Array($0.utf8) }
    slicingNames = model.slicingArguments.map { Array($0.utf8) }
  }

  /// The operation's cost; nil when fragments use one another in a circle.
  mutating func evaluate() -> SelectionCost? {
    guard let order = FragmentReach.ordered(from: operation, in: tree) else { return nil }
    let kind = OperationKind(nodeFlags: tree.nodes[operation].flags)
    let roots = kind == .mutation ? rootOwners() : []
    for fragment in order {
      let type = tree.string(tree.nodes[fragment + 1].text)
      fragments[fragment] = set(of: fragment, on: type, isRoot: roots.contains(fragment))
    }
    var cost = set(of: operation, on: schema?.rootTypes[kind], isRoot: kind == .mutation)
    cost.settle(size: nil, for: [])
    let rootWeight = schema?.rootTypes[kind].flatMap { schema?.typeWeights[$0] }
    cost.weight = cost.weight.saturatingAdd(rootWeight ?? model.operationWeight)
    return cost
  }

  /// The operation and the fragments whose fields are fields of the root.
  private func rootOwners() -> Set<Int> {
    var owners: Set<Int> = [operation]
    var pending = [operation]
    while let owner = pending.popLast() {
      for index in tree.selections(of: owner) {
        let node = tree.nodes[index]
        let target = node.kind == .spread ? tree.fragments[tree.string(node.text)] : index
        if node.kind != .field, let target, owners.insert(target).inserted {
          pending.append(target)
        }
      }
    }
    return owners
  }

  // MARK: Selection sets

  /// The cost of a selection set; `isRoot` says that its fields are a mutation's root fields.
  mutating func set(
    of owner: Int,
    on type: String?,
    isRoot: Bool = false
  ) -> SelectionCost {
    var cost = SelectionCost()
    var byType: [String: SelectionCost] = [:]
    for index in tree.children(of: owner) {
      let node = tree.nodes[index]
      guard node.kind.isSelection, isIncluded(index) else { continue }
      switch node.kind {
      case .field: add(field: index, on: type, isRoot: isRoot, to: &cost)
      case .spread:
        guard let target = tree.fragments[tree.string(node.text)],
          let fragment = fragments[target]
        else { continue }
        byType[tree.string(tree.nodes[target + 1].text), default: SelectionCost()].add(fragment)
      default:
        let condition = tree.name(of: index)
        let inner = set(of: index, on: condition ?? type, isRoot: isRoot)
        if let condition {
          byType[condition, default: SelectionCost()].add(inner)
        } else {
          cost.add(inner)
        }
      }
    }
    if !byType.isEmpty { cost.add(combined(byType, on: type)) }
    breadth = max(breadth, cost.width)
    return cost
  }

  /// The cost of fragments by the types they apply to, for an object of type `type`.
  private func combined(_ byType: [String: SelectionCost], on type: String?) -> SelectionCost {
    var total = SelectionCost()
    var some = byType
    if let type, let cost = some.removeValue(forKey: type) { total.add(cost) }
    for part in some.values { total.addCounts(part) }
    let possible = type.flatMap { schema?.possibleTypes[$0] }
    var largest = SelectionCost()
    if let possible {
      for object in possible { largest.maximizeCost(cost(of: some, for: object)) }
    } else if model.typesExclude {
      for part in some.values { largest.maximizeCost(part) }
    } else {
      for part in some.values { largest.add(part) }
    }
    largest.width = 0
    largest.fields = 0
    largest.aliases = 0
    total.add(largest)
    return total
  }

  /// The cost of those fragments that apply to an object type.
  private func cost(of byType: [String: SelectionCost], for object: String) -> SelectionCost {
    var cost = SelectionCost()
    for (condition, part) in byType
    where condition == object || schema?.possibleTypes[condition]?.contains(object) ?? false {
      cost.add(part)
    }
    return cost
  }
}
