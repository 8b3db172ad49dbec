/// A parsed document: its bytes and the nodes that point into them.
///
/// It is shared by everything that is read out of the document and never changes.
final class DocumentTree: Sendable {
  /// The document's UTF-8, padded for the lexer.
  let bytes: [UInt8]
  let nodes: [Node]
  /// Fragments by name; of two of the same name, the last, as graphql-js executes them.
  let fragments: [String: Int]

  init(padded bytes: [UInt8], nodes: [Node]) {
    self.bytes = bytes
    self.nodes = nodes
    var fragments: [String: Int] = [:]
    var index = 0
    while index < nodes.count {
      if nodes[index].kind == .fragment {
        fragments[String(decoding: bytes[nodes[index].text.bounds], as: UTF8.self)] = index
      }
      index = Int(nodes[index].end)
    }
    self.fragments = fragments
  }

  /// The text of a range.
  func string(_ range: TextRange) -> String {
    String(decoding: bytes[range.bounds], as: UTF8.self)
  }

  /// Whether a range is this text, which must be ASCII.
  func has(_ range: TextRange, _ word: StaticString) -> Bool { bytes.has(word, at: range) }

  /// The top-level definitions.
  var definitions: NodeChildren { NodeChildren(nodes: nodes, position: 0, end: nodes.count) }

  /// The children of a node, in the order of the text.
  func children(of index: Int) -> NodeChildren {
    NodeChildren(nodes: nodes, position: index + 1, end: Int(nodes[index].end))
  }

  /// The children of one kind.
  func children(of index: Int, _ kind: NodeKind) -> [Int] {
    children(of: index).filter { nodes[$0].kind == kind }
  }

  /// The fields, spreads and inline fragments directly in a node's selection set.
  func selections(of index: Int) -> [Int] {
    children(of: index).filter { nodes[$0].kind.isSelection }
  }

  /// Whether a range is one of some texts.
  func isOne(_ range: TextRange, of texts: [[UInt8]]) -> Bool {
    texts.contains { $0.count == Int(range.count) && bytes[range.bounds].elementsEqual($0) }
  }

  /// Whether one range's bytes sort before another's.
  func precedes(_ first: TextRange, _ second: TextRange) -> Bool {
    bytes[first.bounds].lexicographicallyPrecedes(bytes[second.bounds])
  }
}

/// The indices of sibling nodes.
struct NodeChildren: Sequence, IteratorProtocol {
  private let nodes: [Node]
  private var position: Int
  private let end: Int

  init(nodes: [Node], position: Int, end: Int) {
    self.nodes = nodes
    self.position = position
    self.end = end
  }

  mutating func next() -> Int? {
    guard position < end else { return nil }
    defer { position = Int(nodes[position].end) }
    return position
  }
}
