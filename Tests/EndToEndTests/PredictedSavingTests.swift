import Foundation
import TestSupport
import Testing

/// What findings promise to save, held against logs in which nothing was planted.
@Suite("Predicted savings")
struct PredictedSavingTests {
  /// Three operations, one for each kind of fault, and others for comparison.
  private static func scenario(changes: String) -> String {
    """
    name: savings
    seed: 11
    start: "2026-11-21T00:00:00Z"
    hours: 4
    requests: 6000
    resolution_ns: 1000
    sources:
      - {service: shop, env: production, hosts: [web-01], writers_per_host: 1}
    clients:
      - {name: web, share: 1, versions: {5.12.0: 1}}
    releases:
      - version: 2026.11.1
      - version: 2026.11.2
        at: 2
        stagger_seconds: 0
        changes: \(changes)
    operations:
      - name: Orders
        share: 30
        document: "query Orders($n:Int!){orders(first:$n){id payment{id}}}"
        items: {min: 2, max: 30}
        latency: {median_ms: 12, sigma: 0.2}
        statements:
          - {field: Query.orders, text: "select id from orders where customer = ? limit ?", time_ms: 2}
          - {field: Order.payment, text: "select id from payment where order_id = ?", time_ms: 1.2}
        fields:
          - {field: Query.orders, list: true, time_ms: 2.2}
          - {field: Order.payment, per: item, time_ms: 0.1}
      - name: Home
        share: 30
        document: "query Home{bestsellers{id}}"
        items: {min: 8, max: 24}
        latency: {median_ms: 9, sigma: 0.2}
        caches:
          - {name: bestsellers, hit_rate: 0.9}
        statements:
          - {field: Query.bestsellers, text: "select id from product order by sold desc limit ?", time_ms: 30, behind: bestsellers}
        fields:
          - {field: Query.bestsellers, list: true, time_ms: 0.5}
      - name: Related
        share: 30
        document: "query Related($id:ID!){product(id:$id){related{id}}}"
        latency: {median_ms: 15, sigma: 0.2}
        statements:
          - {field: Query.product, text: "select id from product where id = ?", time_ms: 1}
        fields:
          - {field: Query.product, time_ms: 1.2}
          - {field: Product.related, time_ms: 4}
      - name: Search
        share: 10
        document: "query Search($q:String!){search(q:$q){id}}"
        latency: {median_ms: 20, sigma: 0.2}
        statements:
          - {field: Query.search, text: "select id from product where title like ?", time_ms: 6}
        fields:
          - {field: Query.search, time_ms: 7}
          - {field: Product.title, time_ms: 1}

    """
  }

  private static let faults = """
    [{operation: Orders, n_plus_one: Order.payment}, {cache_off: bestsellers}, \
    {operation: Related, field: Product.related, slower_ms: 12}]
    """

  @Test("are within 15 % of what the faults cost")
  func savings() throws {
    let scratch = try Scratch()
    var reports: [JSONTree] = []
    for (name, changes) in [("faulty", Self.faults), ("sound", "[]")] {
      try scratch.write("\(name).yaml", Self.scenario(changes: changes))
      let made = try scratch.nightjar(["generate", "\(name).yaml", "-o", name, "--quiet"])
      try #require(made.status == 0, "\(made.errors)")
      let outcome = try scratch.nightjar(["analyze", name, "--format", "json"])
      try #require(outcome.status == 0, "\(outcome.errors)")
      reports.append(try outcome.json())
    }
    let findings = try #require(reports[0].findings?.elements)
    for (rule, operation) in [
      ("n_plus_one", "Orders"), ("cache_lost", "Home"), ("slower_field", "Related"),
    ] {
      let finding = try #require(
        findings.first { $0.rule?.string == rule && $0.operation?.string == operation },
        "\(rule)"
      )
      let predicted = try #require(finding.saving?.ms?.number)
      let cost = try total(operation, reports[0]) - total(operation, reports[1])
      print("\(rule): predicted \(predicted) ms, true \(cost) ms")
      #expect(abs(predicted / cost - 1) <= 0.15, "\(rule): \(predicted) for \(cost)")
    }
    let sound = try #require(reports[1].findings?.elements)
    #expect(sound.map { $0.rule?.string ?? "" } == [])
  }

  /// The time of an operation in the later release, in milliseconds, at the later release's mean and
  /// the same number of requests in both logs.
  private func total(_ operation: String, _ report: JSONTree) throws -> Double {
    let operations = try #require(report.operations?.elements)
    let row = try #require(operations.first { $0.name?.string == operation })
    let later = try #require(row.releases?.elements.last)
    #expect(later.release?.string == "2026.11.2")
    return try #require(later.duration_ms?.sum?.number)
  }
}
