import MetricLog
import QueryShapes
import TestSupport
import Testing

/// What must not change a signature, on random documents.
struct InvarianceTests {
  /// A random selection of fields with different names, written twice: as it is, and shuffled with
  /// other aliases and literals.
  private struct Writer {
    var random = SeededGenerator(seed: 7)

    mutating func selections(_ depth: Int) -> (String, String) {
      let names = ["a", "b", "c", "d", "e"].shuffled(using: &random)
        .prefix(Int.random(in: 1...4, using: &random))
      var pairs: [(String, String)] = []
      for name in names { pairs.append(field(name, depth)) }
      pairs.append(("...F", "...F"))
      let shuffled = pairs.shuffled(using: &random)
      return (
        "{ " + pairs.map(\.0).joined(separator: " ") + " }",
        "{" + shuffled.map(\.1).joined(separator: "\n") + "}"
      )
    }

    private mutating func field(_ name: String, _ depth: Int) -> (String, String) {
      let arguments = ["x", "y", "z"].prefix(Int.random(in: 0...3, using: &random))
      let first = arguments.map { "\($0): \(Int.random(in: 0...9, using: &random))" }
      let second = arguments.shuffled(using: &random)
        .map { "\($0): \(Int.random(in: 10...99, using: &random)).5" }
      let alias =
        Bool.random(using: &random) ? "alias\(Int.random(in: 0...9, using: &random)): " : ""
      var pair = (name + list(first), alias + name + list(second))
      if depth < 3, Bool.random(using: &random) {
        let inner = selections(depth + 1)
        pair = (pair.0 + inner.0, pair.1 + inner.1)
      }
      return pair
    }

    private func list(_ items: [String]) -> String {
      items.isEmpty ? "" : "(" + items.joined(separator: ", ") + ")"
    }
  }

  @Test("aliases, literals, order, white space and unused definitions do not change a signature")
  func permutations() throws {
    var writer = Writer()
    for _ in 0..<500 {
      let (first, second) = writer.selections(0)
      let one = try Document(parsing: "query Q($v: Int, $w: T = 1) \(first) fragment F on T { f }")
      let two = try Document(
        parsing:
          "query R { r } fragment F on T{f} query Q($w:T=2,$v:Int)\(second) fragment G on T {g}"
      )
      let left = OperationSignature(one, operation: try #require(one.operation(named: "Q")))
      let right = OperationSignature(two, operation: try #require(two.operation(named: "Q")))
      #expect(left.text == right.text)
      #expect(left.key == right.key)
    }
  }

  @Test("a fingerprint's key is the stable hash of its text, and its text is its own fingerprint")
  func keys() {
    let statements = [
      "", "a", "select 1", "select a, b from t where c = 5", "insert into t values (1, 2), (3, 4)",
      "select a.b, c.\"d e\" from x.y order by z limit 3 offset 4",
      "update t set a = 'é', b = null",
    ]
    for sql in statements {
      let fingerprint = StatementFingerprint(sql: sql)
      #expect(fingerprint.key == StableHash.of(Array(fingerprint.text.utf8).span))
      #expect(StatementFingerprint(sql: fingerprint.text).key == fingerprint.key, "\(sql)")
    }
  }

  @Test("no literal survives, planted in many places", arguments: SQLDialect.allCases)
  func canary(dialect: SQLDialect) {
    let secret = "s3cr3tvalue"
    let statements = [
      "select '\(secret)'", "select a from t where b = '\(secret)' and c in ('x', '\(secret)')",
      "insert into t values (1, '\(secret)'), ('\(secret)', 2)", "call p('\(secret)', 1)",
      "select a from t /* \(secret) */ where b like '%\(secret)%' -- \(secret)",
      "select case when a = '\(secret)' then '\(secret)' else n'\(secret)' end",
      "update t set a='\(secret)''\(secret)', b = 12\(secret)", "select '\(secret)",
      "select a /* \(secret)", "select a from t limit '\(secret)'", "savepoint \(secret)",
      "select x'\(secret)', b'\(secret)'", "select :\(secret), '\(secret)'::text",
    ]
    for sql in statements {
      let text = StatementFingerprint(sql: sql, dialect: dialect).text
      #expect(!text.contains(secret), "\(sql) -> \(text)")
    }
  }
}
