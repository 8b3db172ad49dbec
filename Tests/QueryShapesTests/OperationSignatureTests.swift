import QueryShapes
import Testing

/// Apollo's usage-reporting form, one rule at a time.
struct OperationSignatureTests {
  private func signature(_ source: String, _ name: String? = nil) throws -> OperationSignature {
    let document = try Document(parsing: source)
    let operation = try #require(document.operation(named: name))
    return OperationSignature(document, operation: operation)
  }

  @Test(
    "prints with the least white space",
    arguments: [
      ("{ shop { name } }", "{shop{name}}"),
      ("query { shop { name } }", "{shop{name}}"),
      ("query Q { a b c }", "query Q{a b c}"),
      ("query($n: Int = 3) { a(n: $n) }", "query($n:Int=0){a(n:$n)}"),
      ("mutation { a }", "mutation{a}"),
      ("query Q @live { a @skip(if: true) b }", "query Q@live{a@skip(if:true)b}"),
      ("{ ... @include(if: $a) { b } ... on T { c } }", "{...@include(if:$a){b}...on T{c}}"),
      ("query Q($a: [[Int!]!]! @d(x: 1)) { a }", "query Q($a:[[Int!]!]!@d(x:0)){a}"),
    ]
  )
  func whiteSpace(source: String, expected: String) throws {
    #expect(try signature(source).text == expected)
  }

  @Test("hides numbers, strings, lists and objects, and keeps the rest")
  func literals() throws {
    let text = try signature(
      #"{ a(b: 17, c: -1.5e3, d: "secret", e: """block""", f: [1, [2]], g: {h: "i"}) }"#
    ).text
    #expect(text == #"{a(b:0,c:0,d:"",e:"",f:[],g:{})}"#)
    #expect(
      try signature("{ a(b: RED, c: true, d: null, e: $f) }").text
        == "{a(b:RED,c:true,d:null,e:$f)}"
    )
  }

  @Test("leaves out commas where the arguments would not fit on a line")
  func longArguments() throws {
    let fits =
      "abcdefghijklmnopqrstuvwxyz(a: $abcdefghijklmnopqrst, b: $abcdefghijklmnopqrst, c: 1)"
    // 81 characters with the separators, one more than fits.
    let long =
      "abcdefghijklmnopqrstuvwxyz(a: $abcdefghijklmnopqrst, b: $abcdefghijklmnopq, d: $abc)"
    #expect(fits.utf8.count > 80 && long.utf8.count > 80)
    #expect(try signature("{ field(a: $one, b: $two) }").text == "{field(a:$one,b:$two)}")
    #expect(
      try signature("{ \(long) }").text
        == "{abcdefghijklmnopqrstuvwxyz(a:$abcdefghijklmnopqrst b:$abcdefghijklmnopq d:$abc)}"
    )
    let exactly = "f(a: $" + String(repeating: "x", count: 67) + ", b: 1)"
    #expect(exactly.utf8.count == 80)
    #expect(try signature("{ \(exactly) }").text.contains(",b:0"))
    let oneMore = "f(a: $" + String(repeating: "x", count: 68) + ", b: 1)"
    #expect(try signature("{ \(oneMore) }").text.contains("x b:0"))
  }

  @Test("removes aliases and sorts selections, arguments, variables and some directives")
  func order() throws {
    #expect(
      try signature("{ z: b(y: 1, x: 2) a ...G ...F ... on T { c } }").text.hasPrefix(
        "{a b(x:0,y:0)...F...G...on T{c}}"
      )
    )
    #expect(try signature("query Q($b: Int, $a: Int) { a }").text == "query Q($a:Int,$b:Int){a}")
    // Apollo sorts the directives of fragments only.
    #expect(try signature("{ a @z @y }").text == "{a@z@y}")
    #expect(try signature("{ ... @z @y(b: 1, a: 2) { a } }").text == "{...@y(a:0,b:0)@z{a}}")
    // Fields of one name keep their order.
    #expect(try signature("{ b(x: A) a b(x: B) b(x: A) }").text == "{a b(x:A)b(x:B)b(x:A)}")
  }

  @Test("keeps the fragments that the operation reaches, before it and by name")
  func fragments() throws {
    let source = """
      fragment Unused on T { x }
      query Other { y ...Z }
      fragment Z on T { z ...A }
      query Main { ...Z }
      fragment A on T { a }
      """
    #expect(
      try signature(source, "Main").text
        == "fragment A on T{a}fragment Z on T{z...A}query Main{...Z}"
    )
  }

  @Test("names anonymous operations after their first root field")
  func names() throws {
    #expect(try signature("{ x: shop { name } cart { id } }").name == "anonymous:cart")
    #expect(try signature("{ ...F } fragment F on Query { shop }").name == "anonymous:shop")
    #expect(try signature("query Q { a }").name == "Q")
  }
}
