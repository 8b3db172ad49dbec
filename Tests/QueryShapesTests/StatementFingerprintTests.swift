import QueryShapes
import Testing

/// The rules of a fingerprint, each on a statement of its own.
struct StatementFingerprintTests {
  private func text(_ sql: String, _ dialect: SQLDialect = .ansi) -> String {
    StatementFingerprint(sql: sql, dialect: dialect).text
  }

  @Test(
    "hides literals and placeholders of every kind",
    arguments: [
      ("SELECT a FROM t WHERE b = 'x'", "select a from t where b = ?"),
      ("select a from t where b='it''s' and c=7", "select a from t where b = ? and c = ?"),
      ("select -1, +2.5, .5, 5., 1e-9, 0xFF, 1_000", "select ?, ?, ?, ?, ?, ?, ?"),
      ("select a-1, a - 1, (a)-1", "select a - ?, a - ?, (a) - ?"),
      ("select null, TRUE, False", "select ?, ?, ?"),
      ("select * from t where a is not null", "select * from t where a is not ?"),
      ("select int4, t1.c2 from t1", "select int4, t1.c2 from t1"),
      ("select ?, $1, :name, %s, %(name)s, @p1", "select ?, ?, ?, ?, ?, ?"),
      ("select N'a', b'01', X'ff', U&'d'", "select ?, ?, ?, ?"),
      ("select 'a' 'b'", "select ?"),
      ("select $$it's$$, $q$a $$ b$q$", "select ?, ?"),
      ("select a%s, a % 3", "select a % s, a % ?"),
    ]
  )
  func literals(sql: String, expected: String) {
    #expect(text(sql) == expected)
  }

  @Test(
    "gives one form to white space, case and comments",
    arguments: [
      ("  SELECT\n\ta , b FROM  T ; ", "select a, b from t"),
      ("select a/* one */from t -- two\nwhere b=1", "select a from t where b = ?"),
      ("select count( * ) from \"Users\"", "select count(*) from \"Users\""),
      ("select a from t where (b=1)and(c=2)", "select a from t where (b = ?) and (c = ?)"),
      ("select a;;select b;", "select a; select b"),
      ("", ""),
      (" -- nothing", ""),
    ]
  )
  func form(sql: String, expected: String) {
    #expect(text(sql) == expected)
  }

  @Test(
    "folds lists of literals",
    arguments: [
      ("select a from t where b in (1)", "select a from t where b in (?+)"),
      ("select a from t where b IN(1,2 , 'c')", "select a from t where b in (?+)"),
      ("select a from t where b not in ( ?, ? )", "select a from t where b not in (?+)"),
      ("select a from t where (b,c) in ((1,2),(3,4))", "select a from t where (b, c) in (?+)"),
      ("select a from t where b in (1, c)", "select a from t where b in (?, c)"),
      (
        "select a from t where b in (select c from d)",
        "select a from t where b in (select c from d)"
      ),
      ("select a from t where b in ('x'::uuid, 'y'::uuid)", "select a from t where b in (?+)"),
      ("insert into t(a, b) values (1, 2)", "insert into t(a, b) values (?+)"),
      ("insert into t values(1,2),(3,4), (5,6)", "insert into t values (?+)"),
      (
        "insert into t values (1, now()), (2, now()) on conflict do nothing",
        "insert into t values (?, now()) on conflict do nothing"
      ),
      (
        "insert into t values (1) on duplicate key update a = values(a), b = 2",
        "insert into t values (?+) on duplicate key update a = values (a), b = ?"
      ),
    ]
  )
  func lists(sql: String, expected: String) {
    #expect(text(sql) == expected)
  }

  @Test(
    "folds limits, repeated unions, ascending order and calls",
    arguments: [
      ("select a from t limit 10", "select a from t limit ?"),
      ("select a from t limit 5, 10", "select a from t limit ?"),
      ("select a from t limit 10 offset 20", "select a from t limit ?"),
      ("select a from t offset 20 limit 10", "select a from t limit ?"),
      ("select a from t offset 20 rows", "select a from t offset ? rows"),
      ("(select a from t limit 10), b", "(select a from t limit ?), b"),
      ("select a from t order by b ASC, c desc", "select a from t order by b, c desc"),
      ("select 1 union select 2 union select 3", "select ? /*repeat union*/"),
      (
        "select a from t where b=1 union all select a from t where b=2",
        "select a from t where b = ? /*repeat union all*/"
      ),
      (
        "select 1 union select 2 union select a from t",
        "select ? /*repeat union*/ union select a from t"
      ),
      ("select * from (select 1 union select 2) x", "select * from (select ? /*repeat union*/) x"),
      ("(select 1) union (select 2)", "(select ?) /*repeat union*/"),
      ("CALL shop.Refresh(1, 'x')", "call shop.refresh"),
      ("call a(1); select 2", "call a; select ?"),
    ]
  )
  func folding(sql: String, expected: String) {
    #expect(text(sql) == expected)
  }

  @Test("follows the dialect in quotes, comments and escapes")
  func dialects() {
    #expect(text("select \"a\" from t where b = \"x\"", .mysql) == "select ? from t where b = ?")
    #expect(text("select a from t where b = \"x\"", .sqlite) == "select a from t where b = ?")
    #expect(text("select a from t where b = \"x\"", .postgres) == "select a from t where b = \"x\"")
    #expect(
      text("select 1 from \"t\" join \"u\" on \"t\".\"a\" = \"u\".\"b\"", .sqlite)
        == "select ? from \"t\" join \"u\" on \"t\".\"a\" = \"u\".\"b\""
    )
    #expect(text("select 'it\\'s', a # c\n, b", .mysql) == "select ?, a, b")
    #expect(text("select 5--3", .mysql) == "select ? - ?")
    #expect(text("select /*!40001 SQL_NO_CACHE */ a", .mysql) == "select sql_no_cache a")
    #expect(text("select E'it\\'s', a", .postgres) == "select ?, a")
    #expect(text("select /* a /* b */ c */ d", .postgres) == "select d")
    #expect(
      text("select a->>'k', b ?| array['x']", .postgres) == "select a ->> ?, b ?| array [ ? ]"
    )
    #expect(text("select [my col], @a, $b from t", .sqlite) == "select [my col], ?, ? from t")
    #expect(text("select `a``b` from t", .mysql) == "select `a``b` from t")
    #expect(text("use shop", .mysql) == "use ?")
  }

  @Test(
    "knows statements that control transactions",
    arguments: [
      ("BEGIN", "begin", true),
      ("begin immediate transaction;", "begin immediate transaction", true),
      ("START TRANSACTION READ ONLY", "start transaction read only", true),
      ("COMMIT", "commit", true),
      ("rollback to savepoint s1_x2", "rollback to savepoint ?", true),
      ("SAVEPOINT \"s139_x7\"", "savepoint ?", true),
      ("release savepoint s1", "release savepoint ?", true),
      (
        "set transaction isolation level serializable",
        "set transaction isolation level serializable", true
      ),
      ("end", "end", true),
      ("set a = 1", "set a = ?", false),
      ("begin; select 1", "begin; select ?", false),
      ("begin select 1; end", "begin select ?; end", false),
      ("select 1", "select ?", false),
      ("", "", false),
    ]
  )
  func transactions(sql: String, expected: String, isControl: Bool) {
    let fingerprint = StatementFingerprint(sql: sql)
    #expect(fingerprint.text == expected)
    #expect(fingerprint.isTransactionControl == isControl)
  }

  @Test("reads the call site from a comment by sqlcommenter, and hashes without it")
  func callSites() {
    let plain = StatementFingerprint(sql: "select 1")
    let routed = StatementFingerprint(
      sql: "select 1 /*action='list',route='%2Fpolls%2F%3Aid',traceparent='00-5bd6-02'*/"
    )
    #expect(routed.key == plain.key)
    #expect(routed.callSite == "/polls/:id")
    #expect(
      StatementFingerprint(sql: "select 1 /*controller='Cart',action='show'*/").callSite
        == "Cart/show"
    )
    #expect(StatementFingerprint(sql: "select 1 /* hello */").callSite == nil)
  }

  @Test("has a stable key of sixteen digits")
  func keys() {
    let fingerprint = StatementFingerprint(sql: "SELECT a FROM t WHERE b = 12")
    #expect(fingerprint.keyText.count == 16)
    #expect(fingerprint.key == StatementFingerprint(sql: "select a from t where b=99").key)
    #expect(fingerprint.key != StatementFingerprint(sql: "select a from t where c=99").key)
  }
}
