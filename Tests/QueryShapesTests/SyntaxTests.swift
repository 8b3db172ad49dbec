import QueryShapes
import Testing

struct SyntaxTests {
  @Test("parses a small document")
  func small() throws {
    let document = try Document(parsing: "{a}")
    #expect(document.printed() == "{\n  a\n}")
  }
}
