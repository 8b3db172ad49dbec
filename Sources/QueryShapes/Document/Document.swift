/// A parsed executable GraphQL document: operations and fragments.
///
/// Parsing checks syntax alone, by the specification's edition of September 2025; whether fields,
/// fragments and variables exist is not looked at. Definitions of schemas are refused. A document is
/// a value: copying it costs a reference.
public struct Document: Sendable {
  let tree: DocumentTree

  /// Parses a document.
  ///
  /// - Parameters:
  ///   - source: The document's text.
  ///   - limits: What it may not exceed.
  /// - Throws: ``SyntaxError`` at the place where graphql-core would stop too.
  /// - Complexity: O(*n*) time and memory, *n* being the bytes.
  public init(
    parsing source: String,
    limits: ParseLimits = .standard
  ) throws(SyntaxError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.utf8.count + GraphQLLexer.padding)
    bytes.append(contentsOf: source.utf8)
    try self.init(valid: bytes, limits: limits)
  }

  /// Parses a document that is given as bytes, which must be UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: The document's text.
  ///   - limits: What it may not exceed.
  /// - Throws: ``SyntaxError``, for bytes that are not UTF-8 too.
  /// - Complexity: O(*n*) time and memory, *n* being the bytes.
  public init(
    parsing bytes: Span<UInt8>,
    limits: ParseLimits = .standard
  ) throws(SyntaxError) {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count + GraphQLLexer.padding)
    for index in bytes.indices { copy.append(bytes[index]) }
    do {
      _ = try UTF8Span(validating: bytes)
    } catch {
      let offset = error.byteOffsets.lowerBound
      let fault = SyntaxFault(offset: offset, problem: .invalidUTF8)
      throw SyntaxError(fault, in: copy, count: copy.count)
    }
    try self.init(valid: copy, limits: limits)
  }

  private init(valid bytes: [UInt8], limits: ParseLimits) throws(SyntaxError) {
    let padded = bytes + repeatElement(0, count: GraphQLLexer.padding)
    var parser = DocumentParser(padded: padded, limits: limits)
    do throws(SyntaxFault) {
      try parser.parse()
    } catch {
      throw SyntaxError(error, in: padded, count: bytes.count)
    }
    tree = DocumentTree(padded: padded, nodes: parser.nodes)
  }

  /// The operations, in the order of the text.
  public var operations: [OperationDefinition] {
    tree.definitions.filter { tree.nodes[$0].kind == .operation }
      .map { OperationDefinition(tree: tree, index: $0) }
  }

  /// The fragments, in the order of the text.
  public var fragments: [FragmentDefinition] {
    tree.definitions.filter { tree.nodes[$0].kind == .fragment }
      .map { FragmentDefinition(tree: tree, index: $0) }
  }

  /// The operation that a request means, by the rules of execution.
  ///
  /// - Parameter name: The operation's name; nil or empty means the only operation.
  /// - Returns: The operation; nil when there is none of that name, or, without a name, when there
  ///   is not exactly one.
  public func operation(named name: String?) -> OperationDefinition? {
    guard let name, !name.isEmpty else {
      return operations.count == 1 ? operations[0] : nil
    }
    return operations.first { $0.name == name }
  }

  /// The fragment of a name; the last one if there are several.
  public func fragment(named name: String) -> FragmentDefinition? {
    tree.fragments[name].map { FragmentDefinition(tree: tree, index: $0) }
  }

  /// The document in its canonical form: the text that graphql-core's `print_ast` gives.
  ///
  /// Comments are gone, white space, commas and line breaks are normal.
  /// - Complexity: O(*n* *d*), *n* being the bytes and *d* the depth, by which lines are indented.
  public func printed() -> String {
    var printer = DocumentPrinter(tree)
    return printer.document()
  }
}
