import QueryShapes
import Testing

/// What is accepted and refused, and where; `make conformance` compares far more with graphql-core.
struct SyntaxTests {
  private func failure(_ source: String, _ limits: ParseLimits = .standard) -> SyntaxError? {
    do throws(SyntaxError) {
      _ = try Document(parsing: source, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "refuses at the place where graphql-core stops",
    arguments: [
      ("", 1, 1), ("{", 1, 2), ("{}", 1, 2), ("{a}}", 1, 4), ("{a(b:)}", 1, 6), ("{a()}", 1, 4),
      ("{a\r\nb\rc\n..}", 4, 1), ("{é}", 1, 2), ("{a(s:\"é😀\u{7}\\x\")}", 1, 10),
      ("{a(s:\"é\n\")}", 1, 8), ("{a(s:\"\"\"\n", 2, 1), ("{a(b:01)}", 1, 7), ("{a(b:1.)}", 1, 8),
      ("{a(b:1x)}", 1, 7), ("{a(b:-)}", 1, 7), ("{a(b:\"\\u{110000}\")}", 1, 7),
      ("{a(b:\"\\uD800\")}", 1, 7), ("query($a:Int=$b){a}", 1, 14), ("fragment on on T{a}", 1, 10),
      ("type A {a:B}", 1, 1), ("extend type A {a:B}", 1, 1), ("\"d\" {a}", 1, 1),
      ("\"d\" type A", 1, 1), ("{a} \u{0}", 1, 5), ("{a ...}", 1, 7), ("{...on}", 1, 7),
      ("query Q($a:[Int){a}", 1, 16), ("{a @}", 1, 5), ("{a ? b}", 1, 4), ("{a 'b'}", 1, 4),
    ]
  )
  func refusals(source: String, line: Int, column: Int) throws {
    let error = try #require(failure(source))
    #expect(error.line == line && error.column == column, "\(error)")
    #expect(!error.message.isEmpty)
  }

  @Test("keeps to its limits, and says which")
  func limits() throws {
    let tokens = ParseLimits(maxTokens: 5)
    #expect(failure("{a b c}", tokens) == nil)
    #expect(try #require(failure("{a b c d}", tokens)).column == 9)
    #expect(failure("{a # one\n # two\n b c}", tokens) == nil)
    let depth = ParseLimits(maxDepth: 3)
    #expect(failure("{a{b(c:[1])}}", depth) == nil)
    #expect(try #require(failure("{a{b(c:[[1]])}}", depth)).column == 9)
    let bytes = ParseLimits(maxBytes: 4)
    #expect(failure("{aa}", bytes) == nil)
    #expect(try #require(failure("{aaa}", bytes)).message.contains("4 bytes"))
  }

  @Test("lets no document exhaust the stack, whatever the limits")
  func depth() throws {
    let limits = ParseLimits(maxTokens: .max, maxDepth: .max, maxBytes: .max)
    let openings = [("", "{a"), ("", "{..."), ("{a(b:", "["), ("{a(b:", "{c:"), ("query($a:", "[")]
    for (start, piece) in openings {
      let source = start + String(repeating: piece, count: 100_000)
      #expect(try #require(failure(source, limits)).message.contains("500 levels"))
    }
  }

  @Test("parses what the edition of September 2025 adds")
  func newer() throws {
    let source = """
      "An operation" query Q("A variable" $a: Int = 1 @d(x: [1])) { a(s: "\\u{1F600}") }
      \"\"\"
        A fragment
          of two lines
      \"\"\"
      fragment F on T @d { a }
      """
    let document = try Document(parsing: source)
    let operation = try #require(document.operation(named: nil))
    #expect(operation.description == "An operation")
    #expect(operation.variables[0].description == "A variable")
    #expect(operation.variables[0].directives[0].arguments[0].value == .list([.int("1")]))
    #expect(document.fragments[0].description == "A fragment\n  of two lines")
    guard case .field(let field) = operation.selections[0] else {
      Issue.record("no field")
      return
    }
    #expect(field.arguments[0].value == .string("😀"))
  }

  @Test("gives the tree's parts as values")
  func tree() throws {
    let document = try Document(
      parsing: """
        mutation M($a: [Int!]! = [1, 2], $b: T) @live {
          x: add(a: $a, b: {c: RED, d: null, e: true, f: -1.5}) @skip(if: $b) { ...F ... on U { id } }
        }
        fragment F on T { id }
        """
    )
    let operation = try #require(document.operation(named: "M"))
    #expect(operation.kind == .mutation)
    #expect(operation.variables.map(\.name) == ["a", "b"])
    #expect(operation.variables[0].type.description == "[Int!]!")
    #expect(operation.variables[0].defaultValue == .list([.int("1"), .int("2")]))
    #expect(operation.variables[1].defaultValue == nil)
    #expect(operation.directives.map(\.name) == ["live"])
    guard case .field(let field) = operation.selections[0] else {
      Issue.record("no field")
      return
    }
    #expect(field.responseKey == "x" && field.name == "add" && field.alias == "x")
    #expect(field.arguments[0].value == .variable("a"))
    let object: [Argument] = [
      Argument(name: "c", value: .enumeration("RED")), Argument(name: "d", value: .null),
      Argument(name: "e", value: .boolean(true)), Argument(name: "f", value: .float("-1.5")),
    ]
    #expect(field.arguments[1].value == .object(object))
    #expect(field.directives[0].arguments == [Argument(name: "if", value: .variable("b"))])
    guard case .spread(let spread) = field.selections[0],
      case .inlineFragment(let inline) = field.selections[1]
    else {
      Issue.record("no fragments")
      return
    }
    #expect(document.fragment(named: spread.name)?.typeCondition == "T")
    #expect(inline.typeCondition == "U" && inline.selections.count == 1)
    #expect(document.operation(named: "N") == nil)
  }

  @Test("refuses bytes that are not UTF-8")
  func invalidText() {
    let bytes: [UInt8] = [0x7B, 0x61, 0x0A, 0x20, 0xC3, 0x28, 0x7D]
    #expect(throws: SyntaxError.self) { try Document(parsing: bytes.span) }
    do throws(SyntaxError) {
      _ = try Document(parsing: bytes.span)
    } catch {
      #expect(error.line == 2 && error.column == 2)
    }
  }

  @Test("does not quote literals in messages")
  func secrecy() throws {
    for source in ["{a \"secret\"}", "{a(\"secret\")}", "{a(b: 12345 67890 : 1)}", "\"secret\""] {
      let message = try #require(failure(source)).message
      #expect(!message.contains("secret") && !message.contains("12345"), "\(message)")
    }
  }

  @Test("prints as graphql-core does")
  func printing() throws {
    let source = """
      query($a:Int=1,$b:[T!]){a(b:{c:[1,"x"]}d:$a)@e...F...@i{g}h:j{k}}fragment F on T{l(m:\"\"\"n
        o\"\"\")}
      """
    let printed = """
      query ($a: Int = 1, $b: [T!]) {
        a(b: { c: [1, "x"] }, d: $a) @e
        ...F
        ... @i {
          g
        }
        h: j {
          k
        }
      }

      fragment F on T {
        l(m: \"\"\"
        n
        o
        \"\"\")
      }
      """
    #expect(try Document(parsing: source).printed() == printed)
    #expect(try Document(parsing: printed).printed() == printed)
  }
}
