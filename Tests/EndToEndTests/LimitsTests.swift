import Foundation
import TestSupport
import Testing

/// `nightjar limits` on the generated logs, recounted line by line.
@Suite("Limits")
struct LimitsTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// What a line says of a request.
  private struct Request {
    var complexity: Double?
    var depth: Double?
    var ms: Double
    var weight: Int
    var hasError: Bool
    var isRefused: Bool

    init(_ line: JSONTree) {
      complexity = line.operation?.complexity?.number
      depth = line.operation?.depth?.number
      ms = line.duration_ms?.number ?? 0
      weight = Int(line.weight?.number ?? 1)
      let status = line.status?.number ?? 0
      hasError = line.errors?.number ?? 0 > 0 || status >= 500
      isRefused = line.refused != nil
    }
  }

  @Test("are counted as a recount of the log's lines counts them")
  func recount() throws {
    _ = try scratch.copySamples()
    let lines = try scratch.shell("cat logs/*.gz | gzip -dc | grep '\"type\":\"request\"'").lines
    let requests = try lines.map { Request(try JSONTree(Data($0.utf8))) }
    #expect(requests.count > 4000)
    let run = try scratch.nightjar(
      ["limits", "logs", "--complexity", "200", "--complexity", "1000", "--depth", "4"]
        + ["--time", "640", "--format", "json"]
    )
    let report = try run.json()
    var checked = 0
    for limit in report.limits?.elements ?? [] {
      for cap in limit.caps?.elements ?? [] where cap.reason?.string == "asked" {
        let border = try #require(cap.cap?.number)
        let over = requests.filter { request in
          let values = [
            "complexity": request.complexity, "depth": request.depth, "time": request.ms,
          ]
          guard !request.isRefused, let value = values[limit.limit?.string ?? ""] ?? nil else {
            return false
          }
          return value > border
        }
        func sum(_ requests: [Request]) -> Double { Double(requests.reduce(0) { $0 + $1.weight }) }
        #expect(cap.refused?.basis?.string == "exact")
        #expect(cap.refused?.count?.number == sum(over))
        #expect(cap.refused_without_error?.count?.number == sum(over.filter { !$0.hasError }))
        let isTime = limit.limit?.string == "time"
        let saved = over.reduce(0.0) { $0 + Double($1.weight) * ($1.ms - (isTime ? border : 0)) }
        #expect(abs((cap.saved_ms?.number ?? 0) - saved) < 0.001)
        checked += 1
      }
    }
    #expect(checked == 4)
  }
}
