import QueryShapes
import Testing

struct OperationShapeTests {
  private func key(_ source: String) throws -> UInt64 {
    let document = try Document(parsing: source)
    return OperationShape(document, operation: try #require(document.operations.first)).key
  }

  @Test("gives one shape to a query with and without fragments, aliases and repeats")
  func merging() throws {
    let plain = try key("{ user(id: 1) { name mail { host } } }")
    #expect(
      try plain
        == key("{ user(id: 2) { ...F ...F n: name } } fragment F on User { name mail { host } }")
    )
    #expect(
      try plain
        == key("query Q { user(id: 3) { ... on User { mail { host } } name mail { host } } }")
    )
    #expect(try plain == key("{ user(id: 1) { name } a: user(id: 2) { mail { host } } }"))
  }

  @Test("tells apart what is selected, with which arguments and of which type")
  func differences() throws {
    let keys = try [
      "{ user { name } }", "{ user { mail } }", "{ user(id: 1) { name } }", "{ user }",
      "mutation { user { name } }", "query($a: Int) { user { name } }",
      "{ user { name @include(if: $a) } }", "{ user { ... @include(if: $a) { name } } }",
      "{ user { ... on A { name } ... on B { mail } } }",
      "{ user { ... on A { mail } ... on B { name } } }",
    ].map { try key($0) }
    #expect(Set(keys).count == keys.count)
  }

  @Test("ends for fragments in a circle, the same each time")
  func cycle() throws {
    let source = "{ ...A } fragment A on T { a { ...B } x } fragment B on T { b { ...A } ...B }"
    #expect(try key(source) == key(source))
  }
}
