import Foundation
import TestSupport
import Testing

@Suite("The log of the sample server")
struct BookshopLogTests {
  @Test("is accepted to the last line, and shows what its second release does slowly")
  func report() throws {
    let logs = PythonScript.project.appending(path: "samples/bookshop-logs")
    let outcome = try Nightjar.run(
      ["analyze", logs.path, "--format", "json"],
      in: PythonScript.project
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    let report = try outcome.json()
    let input = try #require(report.input)
    for name in ["rejected", "missing", "duplicates", "dropped_by_writers"] {
      #expect(input[name]?.number == 0, "\(name)")
    }
    let operations = try #require(report.operations?.elements)
    let related = try #require(operations.first { $0.name?.string == "Related" })
    let medians = try #require(related.releases?.elements).map { $0.duration_ms?.p50?.number ?? 0 }
    #expect(medians.count == 2)
    #expect(try #require(medians.last) > 10 * (try #require(medians.first)))
  }
}
