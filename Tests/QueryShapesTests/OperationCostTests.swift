import QueryShapes
import TestSupport
import Testing

/// Costs counted by hand.
struct OperationCostTests {
  private func cost(
    _ source: String,
    _ variables: [String: VariableValue] = [:],
    _ model: CostModel = .ibm,
    _ schema: CostSchema? = nil
  ) throws -> OperationCost {
    let document = try Document(parsing: source)
    let operation = try #require(document.operations.first)
    return OperationCost(
      document,
      operation: operation,
      variables: variables,
      model: model,
      schema: schema
    )
  }

  @Test(
    "counts the operation, objects and list items by IBM's rules",
    arguments: [
      ("{ a }", 1, 0),
      ("{ user { name } }", 2, 1),
      ("{ users(first: 5) { age } }", 6, 1),
      ("{ users(first: 5) { boss { name } } }", 11, 6),
      ("{ users(first: 5) { pets(last: 3) { name } } }", 21, 6),
      // The largest slicing argument counts; what is negative is nothing.
      ("{ users(first: 5, last: 7) { age } }", 8, 1),
      ("{ users(first: -5) { age } }", 1, 1),
      // A connection, and three edges with their nodes.
      ("{ users(first: 3) { edges { node { age } } } }", 8, 5),
      ("{ users(first: 3) { nodes { age } pageInfo { hasNextPage } } }", 6, 3),
      // Ten are assumed where the size is not known.
      ("{ users(first: $n) { age } }", 11, 1),
      ("{ users { nodes { age } } }", 12, 2),
      // What is left out costs nothing.
      ("{ user @skip(if: true) { age } a @include(if: false) }", 1, 0),
      ("{ ... @skip(if: true) { user { age } } }", 1, 0),
    ]
  )
  func ibm(source: String, complexity: UInt64, calls: UInt64) throws {
    let cost = try cost(source)
    #expect(cost.complexity == complexity)
    #expect(cost.calls == calls)
  }

  @Test("takes variables, and their defaults where they are missing")
  func variables() throws {
    let source = "query($n: Int = 4, $no: Boolean) { users(first: $n) { age } a @include(if: $no) }"
    #expect(try cost(source, ["n": .int(7)]).complexity == 8)
    #expect(try cost(source).complexity == 5)
    #expect(try cost(source, ["n": .null]).complexity == 11)
    #expect(try cost(source, ["no": .boolean(false)]).fields == 2)
    #expect(try cost(source).fields == 3)
  }

  @Test("depends on no other variables than it says")
  func variablesOfCost() throws {
    let field = CostSchema.Field(type: "[Pet]", isList: true, slicingArguments: ["page.size"])
    let schema = CostSchema(fields: ["Query.pets": field])
    let source = """
      query($n: Int, $m: Int, $size: Int, $page: Page, $no: Boolean, $after: ID, $id: Int) {
        users(first: $n, after: $after, id: $id) { age @include(if: $no) ...Rest }
        pets(page: {size: $size}) { name }
        others: pets(page: $page) { name }
      }
      fragment Rest on User { posts(last: $m) { title } }
      fragment Unused on User { posts(last: $after) { title } }
      """
    let document = try Document(parsing: source)
    let operation = try #require(document.operations.first)
    let names = OperationCost.variables(of: document, operation: operation, schema: schema)
    #expect(names == ["n", "m", "size", "page", "no"])
    // Without the schema, `page` is an argument like any other.
    let fewer = OperationCost.variables(of: document, operation: operation)
    #expect(fewer == ["n", "m", "no"])
    var random = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      var values: [String: VariableValue] = [:]
      for name in ["n", "m", "size", "after", "id"] where random.below(4) > 0 {
        values[name] = .int(random.below(50))
      }
      values["no"] = random.below(3) == 0 ? nil : .boolean(random.below(2) == 0)
      values["page"] = random.below(2) == 0 ? nil : .object(["size": .int(random.below(9))])
      let kept = values.filter { names.contains($0.key) }
      #expect(try cost(source, values, .ibm, schema) == cost(source, kept, .ibm, schema))
      let few = values.filter { fewer.contains($0.key) }
      #expect(try cost(source, values) == cost(source, few))
    }
  }

  @Test("counts nodes and connections as GitHub does")
  func gitHub() throws {
    let source = """
      { viewer { repositories(first: 50) { edges { repository: node { name
        issues(first: 10) { totalCount edges { node { title } } } } } } } }
      """
    let cost = try cost(source, [:], .gitHub)
    #expect(cost.complexity == 50 + 50 * 10)
    #expect(cost.calls == 1 + 50)
  }

  @Test("counts as Shopify does")
  func shopify() throws {
    #expect(try cost("{ shop { name } }", [:], .shopify).complexity == 1)
    #expect(
      try cost("{ products(first: 10) { edges { node { title } } } }", [:], .shopify).complexity
        == 12
    )
    #expect(try cost("mutation { productCreate { id } }", [:], .shopify).complexity == 10)
    #expect(
      try cost("mutation { ...F } fragment F on M { a { id } }", [:], .shopify).complexity == 10
    )
    #expect(
      try cost("{ node { ... on A { a { b } c { d } } ... on B { b { c } } } }", [:], .shopify)
        .complexity == 3
    )
  }

  @Test("uses what is known of the schema")
  func schema() throws {
    let schema = CostSchema(
      fields: [
        "Query.users": .init(type: "User", isList: true, slicingArguments: ["max", "page.size"]),
        "Query.all": .init(type: "User", isList: true, assumedSize: 4),
        "Query.me": .init(type: "User"),
        "Query.search": .init(type: "Result", isList: true, assumedSize: 2),
        "Query.feed": .init(type: "Feed", assumedSize: 6, sizedFields: ["items"]),
        "Feed.items": .init(type: "User", isList: true),
        "User.report": .init(weight: 5),
      ],
      typeWeights: ["User": 3, "Query": 2],
      possibleTypes: ["Result": ["User", "Shop"], "Node": ["User"]]
    )
    let cost = { try self.cost($0, $1, .ibm, schema) }
    #expect(try cost("{ users(max: 2) { id } }", [:]).complexity == 2 + 2 * 3)
    #expect(try cost("{ users(page: {size: 3}) { id } }", [:]).complexity == 2 + 3 * 3)
    let page: VariableValue = .object(["size": .int(4)])
    #expect(try cost("query($p: P) { users(page: $p) { id } }", ["p": page]).complexity == 14)
    #expect(try cost("{ all { report } }", [:]).complexity == 2 + 4 * (3 + 5))
    // An argument that is no slicing argument of a field without size.
    #expect(try cost("{ me(first: 100) { id } }", [:]).complexity == 5)
    #expect(try cost("{ feed { items { id } } }", [:]).complexity == 2 + 1 + 6 * 3)
    let search =
      "{ search { ... on User { report } ... on Shop { a { b } } ... on Node { c { d } } } }"
    #expect(try cost(search, [:]).complexity == 2 + 2 * (1 + 5 + 1))
    #expect(try cost("{ users { id } }", [:]).fieldsWithoutSize == ["Query.users"])
    #expect(try cost("{ users(max: 1) { id } }", [:]).fieldsWithoutSize.isEmpty)
  }

  @Test("measures how an operation is built")
  func structure() throws {
    let cost = try cost(
      """
      { a: user { x: name ...F } __schema { types { name } } }
      fragment F on User { mail { host } name b: mail { host } ...G }
      fragment G on User { g }
      """
    )
    #expect(cost.depth == 3)
    #expect(cost.breadth == 5)
    #expect(cost.fields == 11)
    #expect(cost.aliases == 3)
    #expect(cost.distinctFields == 7)
    #expect(cost.fragments == 2)
    #expect(cost.usesIntrospection)
    #expect(!cost.hasFragmentCycle)
  }

  @Test("reports a circle of fragments and calls it infinitely dear")
  func cycle() throws {
    let cost = try cost("{ ...A } fragment A on T { a { ...B } } fragment B on T { ...A }")
    #expect(cost.hasFragmentCycle)
    #expect(cost.complexity == .max)
    #expect(cost.depth == .max)
  }

  @Test("evaluates a bomb of fragments in linear time, saturated")
  func bombs() throws {
    let doubling = (0..<1000).map {
      "fragment F\($0) on T { a { ...F\($0 + 1) } b { ...F\($0 + 1) } }"
    }
    let source = "{ ...F0 } " + doubling.joined() + "fragment F1000 on T { x }"
    let document = try Document(parsing: source, limits: ParseLimits(maxTokens: .max))
    let operation = try #require(document.operations.first)
    let clock = ContinuousClock()
    let start = clock.now
    let cost = OperationCost(document, operation: operation)
    #expect(cost.complexity == .max)
    #expect(cost.fields == .max)
    #expect(cost.depth == 1001)
    _ = OperationSignature(document, operation: operation)
    #expect(OperationShape(document, operation: operation).isSignature)
    #expect(clock.now - start < .seconds(5))
  }

  @Test("multiplies lists without overflow")
  func saturation() throws {
    let open = String(repeating: "a(first: 2147483647) { ", count: 5)
    #expect(try cost("{ \(open) x } } } } } }").complexity == .max)
    #expect(try cost("{ a(first: 99999999999999999999999) { x } }").complexity == .max)
  }
}
