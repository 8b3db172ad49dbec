import MetricLog

/// What makes two operations the same for a report: their form without literals, aliases and order.
public struct OperationSignature: Sendable {
  /// The operation and the fragments it uses in the form of Apollo's usage reports.
  ///
  /// Numbers are 0, strings, lists and input objects are empty, aliases are gone; definitions,
  /// selections, arguments and variables are sorted. No literal of the document is in it, but enum
  /// values, Booleans and `null` are.
  public let text: String

  /// A stable 64-bit hash of kind, name and ``text``.
  public let key: UInt64

  /// The operation's name; of an anonymous one `anonymous:` and the first root field by name.
  public let name: String

  /// What the operation does.
  public let kind: OperationKind

  /// The key as 16 hexadecimal digits, as the log writes it.
  public var keyText: String { key.hexadecimal }

  /// Finds the signature of one of a document's operations.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - operation: One of its operations.
  /// - Complexity: O(*n* log *n*), *n* being the nodes of the operation and its fragments.
  public init(_ document: Document, operation: OperationDefinition) {
    let tree = document.tree
    var printer = SignaturePrinter(tree)
    printer.print(operation: operation.index)
    text = String(decoding: printer.output, as: UTF8.self)
    kind = operation.kind
    let sentName = operation.name ?? ""
    let kindHash = StableHash.of(Array(kind.rawValue.utf8).span)
    let nameHash = StableHash.of(Array(sentName.utf8).span)
    key = StableHash.combine(
      StableHash.combine(kindHash, nameHash),
      StableHash.of(printer.output.span)
    )
    name = sentName.isEmpty ? Self.anonymousName(operation.index, in: tree) : sentName
  }

  /// The first root field in the signature's order, directly selected or, if none is, by a fragment.
  private static func anonymousName(_ operation: Int, in tree: DocumentTree) -> String {
    let owners = [operation] + FragmentReach.fragments(from: operation, in: tree).sorted()
    for owner in owners {
      var names: [String] = []
      var pending = [owner]
      while let next = pending.popLast() {
        for index in tree.selections(of: next) {
          switch tree.nodes[index].kind {
          case .field: names.append(tree.string(tree.nodes[index].text))
          case .inlineFragment: pending.append(index)
          default: break
          }
        }
      }
      if let name = names.min() { return "anonymous:" + name }
    }
    return "anonymous"
  }
}

extension UInt64 {
  /// Sixteen hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
