import Foundation
import TestSupport
import Testing

/// The logs of a real server, which are not part of the project.
enum Bookshop {
  static let logs = PythonScript.project.appending(path: "../shared/data/bookshop/native")
  static var hasLogs: Bool { FileManager.default.fileExists(atPath: logs.path) }
}

/// The findings on the logs of a real server, held against what was planted in it.
@Suite(
  "The findings on the bookshop",
  .enabled(if: Bookshop.hasLogs, "needs ../shared")
)
struct BookshopFindingsTests {
  private let scratch: Scratch
  private let report: JSONTree
  private let findings: [JSONTree]

  init() throws {
    scratch = try Scratch()
    let outcome = try scratch.nightjar(["analyze", Bookshop.logs.path, "--format", "json"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    report = try outcome.json()
    findings = try #require(report.findings?.elements)
  }

  private func only(_ rule: String, operation: String) throws -> JSONTree {
    let found = findings.filter {
      $0.rule?.string == rule && $0.operation?.string == operation
    }
    try #require(found.count == 1, "\(rule) of \(operation): \(found.count)")
    return found[0]
  }

  @Test("name both N+1, with field and statement, surely")
  func loops() throws {
    let planted = try only("n_plus_one", operation: "OrderHistory")
    #expect(planted.subject?.field?.string == "Order.payment")
    #expect(planted.subject?.statement?.string == "11ff25d8da4c1213")
    #expect(planted.subject?.release?.string == "1.5.0")
    #expect(planted.confidence?.string == "strong")
    let old = try only("n_plus_one", operation: "CatalogWithReviews")
    #expect(old.subject?.field?.string == "Book.reviews")
    #expect(old.subject?.statement?.string == "0accb84540913085")
    #expect(old.confidence?.string == "strong")
  }

  @Test("name the lost cache and the statement that runs in its place, surely")
  func cache() throws {
    let lost = try only("cache_lost", operation: "HomePage")
    #expect(lost.subject?.cache?.string == "bestsellers")
    #expect(lost.subject?.statement?.string == "774f535b33c21a85")
    #expect(lost.subject?.release?.string == "1.5.0")
    #expect(lost.confidence?.string == "strong")
    #expect(findings.filter { $0.rule?.string == "cache_lost" }.count == 1)
  }

  @Test("name the slower resolver with about 15 ms, surely")
  func resolver() throws {
    let slower = try only("slower_field", operation: "RelatedBooks")
    #expect(slower.subject?.field?.string == "Book.related")
    #expect(slower.confidence?.string == "strong")
    let before = try #require(slower.evidence?.median_before?.value?.number)
    let after = try #require(slower.evidence?.median_after?.value?.number)
    #expect((13...18).contains(after - before))
    #expect(findings.filter { $0.rule?.string == "slower_field" }.count == 1)
  }

  @Test("leave the fixed loops, the batches and the batched twin alone")
  func harmless() {
    let loops = ["n_plus_one", "statement_burst", "duplicate_statements"]
    let found = findings.filter { loops.contains($0.rule?.string ?? "") }
    #expect(Set(found.map { $0.operation?.string }) == ["OrderHistory", "CatalogWithReviews"])
    #expect(!findings.contains { $0.rule?.string == "slower_operation" })
  }

  @Test("name the slow resolver, the limits and the failing operations")
  func others() throws {
    let slow = try only("slow_field", operation: "Recommendations")
    #expect(slow.subject?.field?.string == "Query.recommendations")
    let refused = findings.filter { $0.rule?.string == "refused_requests" }
    #expect(Set(refused.map { $0.operation?.string }) == ["DeepCatalog", "Recommendations"])
    let errors = findings.filter { $0.rule?.string == "error_rate" }
    #expect(
      Set(errors.map { $0.operation?.string }) == ["ShippingQuote", "LegacyBookCard", "AddReview"]
    )
  }

  @Test("can be explained one by one, and fail the run when asked to")
  func explained() throws {
    for finding in findings.prefix(3) {
      let id = try #require(finding.id?.string)
      let outcome = try scratch.nightjar(["explain", id, Bookshop.logs.path])
      #expect(outcome.status == 0 && outcome.text.contains(id))
      #expect(outcome.text.contains("How it was computed"))
    }
    let unknown = try scratch.nightjar(["explain", "n_plus_one-nothing", Bookshop.logs.path])
    #expect(unknown.status == 2)
    let logs = Bookshop.logs.path
    #expect(try scratch.nightjar(["analyze", logs, "--fail-on", "high"]).status == 1)
    #expect(try scratch.nightjar(["analyze", logs, "--fail-on", "terrible"]).status == 2)
    let calm = ["analyze", logs, "--operation", "ServerTime", "--fail-on", "critical"]
    #expect(try scratch.nightjar(calm).status == 0)
  }
}
