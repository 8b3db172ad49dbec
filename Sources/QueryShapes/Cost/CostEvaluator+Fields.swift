extension CostEvaluator {
  /// Adds a field and what it selects to the cost of the set that it stands in.
  mutating func add(field index: Int, on type: String?, isRoot: Bool, to cost: inout SelectionCost)
  {
    let node = tree.nodes[index]
    let known = type.flatMap { schema?.fields["\($0).\(tree.string(node.text))"] }
    let isLeaf = node.flags & Node.hasSelections == 0
    var inner = isLeaf ? SelectionCost() : set(of: index, on: known?.type)
    cost.depth = max(cost.depth, inner.depth.saturatingSuccessor)
    cost.width = cost.width.saturatingAdd(1)
    cost.fields = cost.fields.saturatingAdd(inner.fields).saturatingAdd(1)
    cost.aliases = cost.aliases.saturatingAdd(inner.aliases)
      .saturatingAdd(node.alias.isEmpty ? 0 : 1)

    let sizedFields =
      inner.sized.isEmpty ? [] : known.map { Set($0.sizedFields) } ?? Self.connectionFields
    let isConnection = inner.sized.contains { sizedFields.contains($0.name) }
    let size = listSize(of: index, on: type, known, isConnection: isConnection)
    inner.settle(size: size, for: sizedFields)

    let given = known?.weight ?? known?.type.flatMap { schema?.typeWeights[$0] }
    let isList = size != nil && !isConnection
    let fallback = isLeaf ? model.leafWeight : objectWeight(isList, isConnection, isRoot)
    let times = isList ? size ?? 1 : 1
    let ownCalls = isLeaf ? 0 : (size == nil ? model.objectCalls : model.listCalls)
    let weight = inner.weight.saturatingAdd(given ?? fallback).saturatingMultiply(times)
    let calls = ownCalls.saturatingAdd(inner.calls.saturatingMultiply(times))
    if tree.isOne(node.text, of: sizedNames) {
      addSized(index, weight: weight, calls: calls, inner, given: given, to: &cost)
    } else {
      cost.weight = cost.weight.saturatingAdd(weight)
      cost.calls = cost.calls.saturatingAdd(calls)
    }
  }

  /// Adds a field that may turn out to have its parent's size.
  private func addSized(
    _ index: Int,
    weight: UInt64,
    calls: UInt64,
    _ inner: SelectionCost,
    given: UInt64?,
    to cost: inout SelectionCost
  ) {
    let node = tree.nodes[index]
    let isLeaf = node.flags & Node.hasSelections == 0
    let ofEdge = tree.has(node.text, "edges") ? model.edgeWeight : model.itemWeight
    let fallback = isLeaf ? model.leafWeight : ofEdge
    var sized = SelectionCost()
    sized.sized = [
      SelectionCost.SizedField(
        name: tree.string(node.text),
        plainWeight: weight,
        plainCalls: calls,
        itemWeight: inner.weight.saturatingAdd(given ?? fallback),
        itemCalls: inner.calls,
        onceCalls: isLeaf ? 0 : model.objectCalls
      )
    ]
    cost.add(sized)
  }

  private func objectWeight(_ isList: Bool, _ isConnection: Bool, _ isRoot: Bool) -> UInt64 {
    if isRoot, let weight = model.mutationWeight { return weight }
    if isConnection { return model.connectionWeight }
    return isList ? model.itemWeight : model.objectWeight
  }

  /// The size of what a field returns; nil when that is no list and no connection.
  private mutating func listSize(
    of index: Int,
    on type: String?,
    _ known: CostSchema.Field?,
    isConnection: Bool
  ) -> UInt64? {
    let sizes = slicingArguments(of: index, known)
    if let known, let type, known.requireOneSlicingArgument, !known.slicingArguments.isEmpty,
      sizes.count != 1
    {
      fieldsWithoutSize.insert(type + "." + tree.string(tree.nodes[index].text))
    }
    let unknownSize = known?.assumedSize ?? model.defaultListSize
    if let largest = sizes.map({ $0 ?? unknownSize }).max() { return largest }
    return isConnection || known?.hasSize ?? false ? unknownSize : nil
  }

  /// The values of a field's slicing arguments, nil for a value that is not known.
  private func slicingArguments(of index: Int, _ known: CostSchema.Field?) -> [UInt64?] {
    guard let known, !known.slicingArguments.isEmpty else {
      // A field that is known to have no size has none by whatever its arguments are called.
      guard known == nil || known?.hasSize == true else { return [] }
      return tree.children(of: index, .argument)
        .filter { tree.isOne(tree.nodes[$0].text, of: slicingNames) }
        .map { number(at: $0 + 1) ?? nil }
    }
    return known.slicingArguments.compactMap { path in
      number(in: index, at: path.split(separator: ".")[...])
    }
  }

  // MARK: Values

  /// The number at a path of arguments and fields; nil when nothing is given there.
  private func number(in owner: Int, at path: ArraySlice<Substring>) -> UInt64?? {
    guard let name = path.first else { return nil }
    let rest = path.dropFirst()
    for child in tree.children(of: owner) {
      let node = tree.nodes[child]
      guard node.kind == .argument || node.kind == .objectField, tree.string(node.text) == name
      else { continue }
      let value = tree.nodes[child + 1]
      if rest.isEmpty { return number(at: child + 1) }
      if value.kind == .object { return number(in: child + 1, at: rest) }
      guard value.kind == .variable else { return nil }
      return number(of: variables[tree.string(value.text)], at: rest)
    }
    return nil
  }

  private func number(of value: VariableValue?, at path: ArraySlice<Substring>) -> UInt64?? {
    guard let name = path.first else { return number(of: value) }
    guard case .object(let fields)? = value else { return nil }
    return number(of: fields[String(name)], at: path.dropFirst())
  }

  /// A number as a size: what is negative is 0; nil when it is null or missing, `.some(nil)` when
  /// it is something else.
  private func number(of value: VariableValue?) -> UInt64?? {
    switch value {
    case nil, .null?: nil
    case .int(let number)?: .some(UInt64(max(0, number)))
    case .double(let number)?:
      .some(UInt64(exactly: number.rounded(.up)) ?? (number > 0 ? .max : 0))
    default: .some(nil)
    }
  }

  private func number(at index: Int) -> UInt64?? {
    let node = tree.nodes[index]
    let text = tree.string(node.text)
    switch node.kind {
    case .int: return .some(text.hasPrefix("-") ? 0 : UInt64(text) ?? .max)
    case .null: return nil
    case .variable:
      if let value = variables[text] { return number(of: value) }
      // Without a value or a default the variable counts as given, its value as unknown.
      return defaultValue(of: text).map { number(at: $0) } ?? .some(nil)
    default: return .some(nil)
    }
  }

  /// The node of a variable's default value.
  private func defaultValue(of name: String) -> Int? {
    for index in tree.children(of: operation, .variableDefinition)
    where tree.string(tree.nodes[index].text) == name {
      let child = Int(tree.nodes[index + 1].end)
      let hasValue = child < Int(tree.nodes[index].end) && tree.nodes[child].kind.isValue
      // A default value holds no variable, so this cannot lead back here.
      return hasValue ? child : nil
    }
    return nil
  }

  /// Whether a selection can be executed, as far as its `@skip` and `@include` are known.
  func isIncluded(_ index: Int) -> Bool {
    for directive in tree.children(of: index, .directive) {
      let isSkip = tree.has(tree.nodes[directive].text, "skip")
      guard isSkip || tree.has(tree.nodes[directive].text, "include") else { continue }
      for argument in tree.children(of: directive, .argument)
      where tree.has(tree.nodes[argument].text, "if") && boolean(at: argument + 1) == isSkip {
        return false
      }
    }
    return true
  }

  private func boolean(at index: Int) -> Bool? {
    let node = tree.nodes[index]
    guard node.kind == .variable else {
      return node.kind == .boolean ? tree.has(node.text, "true") : nil
    }
    let name = tree.string(node.text)
    if let value = variables[name] {
      guard case .boolean(let flag) = value else { return nil }
      return flag
    }
    return defaultValue(of: name).flatMap { boolean(at: $0) }
  }
}

extension Int {
  var saturatingSuccessor: Int { self == .max ? self : self + 1 }
}
