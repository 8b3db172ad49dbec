import MetricLog

/// Hashes what an operation selects, however it is spread over fragments.
///
/// Selection sets that meet under one field are merged, fragments are put in place, aliases do not
/// count. A fragment's type is left out when it is the only type named in its selection set, so that
/// `user { ...Card }` and `user { name }` are one shape; several types stay apart.
///
/// Merging can make exponentially many sets out of a document that was built for it; so does deep
/// nesting by a chain of fragments. The work is bounded, and what goes beyond has no shape.
struct ShapeHasher {
  private static let deepest = 300

  private let tree: DocumentTree
  private var steps = 50_000
  private var known: [[Int]: UInt64] = [:]

  init(_ tree: DocumentTree) { self.tree = tree }

  /// The hash of an operation's shape; nil when finding it would take too much work.
  mutating func shape(of operation: Int) -> UInt64? {
    guard let selections = hash([operation], depth: 0) else { return nil }
    var head = SignaturePrinter(tree)
    head.variableDefinitions(tree.children(of: operation, .variableDefinition))
    head.directives(tree.children(of: operation, .directive))
    return StableHash.combine(StableHash.of(head.output.span), selections)
  }

  /// Selection sets by what they hang on: a field with its arguments, or a type.
  private struct Merged {
    var fields: [[UInt8]: [Int]] = [:]
    var leaves: Set<[UInt8]> = []
  }

  private mutating func hash(_ owners: [Int], depth: Int) -> UInt64? {
    let owners = Array(Set(owners)).sorted()
    if let hash = known[owners] { return hash }
    guard depth < Self.deepest, let types = types(named: owners),
      let merged = merge(owners, keepsTypes: types.count > 1)
    else { return nil }
    // What a cycle of fragments leads back to.
    known[owners] = 0
    var hashes = merged.leaves.map { StableHash.of($0.span) }
    // In a fixed order, because where a cycle is entered shows in the hash.
    let fields = merged.fields.map { (key: StableHash.of($0.key.span), children: $0.value) }
    for field in fields.sorted(by: { $0.key < $1.key }) {
      guard let child = hash(field.children, depth: depth + 1) else { return nil }
      hashes.append(StableHash.combine(field.key, child))
    }
    let hash = hashes.sorted().reduce(StableHash.start(hashes.count)) { StableHash.combine($0, $1) }
    known[owners] = hash
    return hash
  }

  /// The types of the fragments that apply to these selection sets; nil when out of steps.
  private mutating func types(named owners: [Int]) -> Set<String>? {
    var types: Set<String> = []
    var pending = owners
    var seen = Set(owners)
    while let owner = pending.popLast() {
      for child in tree.selections(of: owner) {
        steps -= 1
        guard steps > 0 else { return nil }
        guard let target = target(of: child) else { continue }
        if let type = target.type { types.insert(type) }
        if seen.insert(target.owner).inserted { pending.append(target.owner) }
      }
    }
    return types
  }

  /// The selection set that a spread or inline fragment brings, and its type.
  private func target(of index: Int) -> (owner: Int, type: String?)? {
    let node = tree.nodes[index]
    switch node.kind {
    case .spread:
      guard let fragment = tree.fragments[tree.string(node.text)] else { return nil }
      return (fragment, tree.string(tree.nodes[fragment + 1].text))
    case .inlineFragment: return (index, tree.name(of: index))
    default: return nil
    }
  }

  private mutating func merge(_ owners: [Int], keepsTypes: Bool) -> Merged? {
    var merged = Merged()
    var pending = owners
    var seen = Set(owners)
    while let owner = pending.popLast() {
      for child in tree.selections(of: owner) {
        steps -= 1
        guard steps > 0 else { return nil }
        if tree.nodes[child].kind == .field {
          add(field: child, to: &merged)
        } else if let target = target(of: child) {
          let key = condition(of: child, type: keepsTypes ? target.type : nil)
          if !key.isEmpty {
            merged.fields[key, default: []].append(target.owner)
          } else if seen.insert(target.owner).inserted {
            pending.append(target.owner)
          }
        }
      }
    }
    return merged
  }

  private func add(field index: Int, to merged: inout Merged) {
    let node = tree.nodes[index]
    var key = SignaturePrinter(tree)
    key.fieldArguments(index)
    key.directives(key.sorted(tree.children(of: index, .directive)))
    let text = tree.bytes[node.text.bounds] + key.output
    if node.flags & Node.hasSelections != 0 {
      merged.fields[Array(text), default: []].append(index)
    } else {
      merged.leaves.insert(Array(text))
    }
  }

  /// What keeps a fragment's selections apart from those around it; empty when nothing does.
  private func condition(of index: Int, type: String?) -> [UInt8] {
    var key = SignaturePrinter(tree)
    key.directives(key.sorted(tree.children(of: index, .directive)))
    guard let type else { return key.output }
    return Array("...on ".utf8) + Array(type.utf8) + key.output
  }
}
