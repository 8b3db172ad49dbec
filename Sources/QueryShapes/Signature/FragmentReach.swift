/// Which fragments an operation uses, directly or through other fragments.
enum FragmentReach {
  /// The fragments that a node's selections reach, in no particular order.
  ///
  /// Works with a list instead of recursion, so that long chains of fragments take no stack.
  /// - Complexity: O(*n*), *n* being the nodes of the operation and of the fragments it reaches.
  static func fragments(from root: Int, in tree: DocumentTree) -> [Int] {
    var seen: Set<Int> = []
    var pending = [root]
    var reached: [Int] = []
    while let owner = pending.popLast() {
      for fragment in spreads(in: owner, of: tree) where seen.insert(fragment).inserted {
        reached.append(fragment)
        pending.append(fragment)
      }
    }
    return reached
  }

  /// The fragments that are spread anywhere below a node, in the order of the text, with repeats.
  static func spreads(in owner: Int, of tree: DocumentTree) -> [Int] {
    var fragments: [Int] = []
    for index in owner + 1..<Int(tree.nodes[owner].end) where tree.nodes[index].kind == .spread {
      if let fragment = tree.fragments[tree.string(tree.nodes[index].text)] {
        fragments.append(fragment)
      }
    }
    return fragments
  }

  /// Fragments in an order in which each comes after all that it uses; nil when they form a cycle.
  static func ordered(from root: Int, in tree: DocumentTree) -> [Int]? {
    var order: [Int] = []
    var isDone: [Int: Bool] = [root: false]
    var stack = [(owner: root, uses: spreads(in: root, of: tree)[...])]
    while var top = stack.popLast() {
      guard let next = top.uses.popFirst() else {
        isDone[top.owner] = true
        if top.owner != root { order.append(top.owner) }
        continue
      }
      stack.append(top)
      switch isDone[next] {
      case nil:
        isDone[next] = false
        stack.append((next, spreads(in: next, of: tree)[...]))
      case false: return nil
      default: break
      }
    }
    return order
  }
}
