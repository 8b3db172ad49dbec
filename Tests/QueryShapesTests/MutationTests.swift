import QueryShapes
import TestSupport
import Testing

/// Thousands of damaged texts: none may crash, take long or break a promise.
struct MutationTests {
  private static let documents = [
    "query Q($a: Int = 1, $b: [T!]! @d) @e { a: b(c: $a, d: {e: [1, 2.5e3, \"f\\u{1F600}\"]}) { ...F g } }",
    "fragment F on T @x { a ... on U { b } ... @include(if: $c) { d(e: \"\"\"f\n  g\\\"\"\"\"\"\") } }",
    "{ users(first: 10, after: null) { edges { node { id posts(last: 5) { nodes { title } } } } } }",
    "\"d\" mutation M { a(b: RED, c: true) } # comment é\n subscription { s { t } }",
  ]

  private static let statements = [
    "SELECT a, 'it''s', \"b\" FROM t WHERE c IN (1, 2, 3) AND d = $1 -- note\n ORDER BY e ASC LIMIT 5, 10",
    "INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y') ON CONFLICT DO NOTHING /* route='%2Fa' */",
    "select $q$ a $ b $q$, E'c\\'d', x'ff', a->>'b', :c, @d, %s union all select 1 union all select 1",
    "BEGIN; CALL f(1, (2)); ROLLBACK TO SAVEPOINT s1; `x``y`, [z], /*!40000 a */ # rest\n",
  ]

  @Test("no damaged document breaks the parser, and what it accepts prints to what it accepts")
  func documents() throws {
    var random = SeededGenerator(seed: 1)
    var accepted = 0
    for round in 0..<6000 {
      let bytes = Damage.some(Array(Self.documents[round % Self.documents.count].utf8), &random)
      guard let document = try? Document(parsing: bytes.span) else { continue }
      accepted += 1
      let printed = document.printed()
      #expect(try Document(parsing: printed).printed() == printed)
      for operation in document.operations {
        let signature = OperationSignature(document, operation: operation)
        let again = try Document(parsing: signature.text)
        let reparsed = try #require(again.operation(named: operation.name))
        #expect(OperationSignature(again, operation: reparsed).text == signature.text)
        _ = OperationCost(document, operation: operation)
        _ = OperationShape(document, operation: operation)
      }
    }
    #expect(accepted > 500)
  }

  @Test("no damaged statement breaks the fingerprint", arguments: SQLDialect.allCases)
  func statements(dialect: SQLDialect) {
    var random = SeededGenerator(seed: 2)
    for round in 0..<2000 {
      let bytes = Damage.some(Array(Self.statements[round % Self.statements.count].utf8), &random)
      let fingerprint = StatementFingerprint(sql: bytes.span, dialect: dialect)
      #expect(fingerprint.text.utf8.count <= 5 * bytes.count + 64)
    }
  }

  @Test("statements made of a few hostile bytes stay within bounds", arguments: SQLDialect.allCases)
  func hostile(dialect: SQLDialect) {
    let pieces = [
      "=", "union", "~", "(", ")", ";", ",", "a", "1", "'", "\"", "?", "$", "$$", "in", "values",
      ".",
      "limit", "offset", " ", "/*", "*/", "--", "\n", "::", "[", "]", "\0", "call", "é", "`", "@",
      "row",
    ]
    var random = SeededGenerator(seed: 3)
    for _ in 0..<3000 {
      let count = Int.random(in: 1...30, using: &random)
      let sql = (0..<count).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }.joined()
      let first = StatementFingerprint(sql: sql, dialect: dialect)
      #expect(first.key == StatementFingerprint(sql: sql, dialect: dialect).key)
    }
  }

  @Test("statements of a megabyte take time in proportion, whatever they are made of")
  func long() {
    let pieces = [
      "(", ")", "'", "$a$", "$a", "/*", "\"", "union ", "union select 1 ", "in(1", ",", ";",
      "limit 1,",
      "values(1),", "case ", "/*a='b',*/", "offset 1 ", "[", "a.", "\\", "é",
    ]
    let clock = ContinuousClock()
    for piece in pieces {
      let sql = String(repeating: piece, count: 200_000 / piece.utf8.count)
      let start = clock.now
      _ = StatementFingerprint(sql: sql, dialect: .postgres)
      #expect(clock.now - start < .seconds(5), "\(piece)")
    }
  }
}
