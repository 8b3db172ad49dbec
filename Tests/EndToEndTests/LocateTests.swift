import Foundation
import TestSupport
import Testing

/// Examples with the file and line that they stand in.
@Suite("Places of examples")
struct LocateTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("lead to the line of the request, for findings and alerts")
  func places() throws {
    _ = try scratch.copySamples()
    let run = try scratch.nightjar(["analyze", "logs", "--locate", "--format", "json"])
    let report = try run.json()
    let examples =
      (report.findings?.elements ?? []).flatMap { $0.examples?.elements ?? [] }
      + (report.log_alerts?.alerts?.elements ?? []).compactMap { $0.example }
    #expect(examples.count > 20)
    var texts: [String: [Substring]] = [:]
    for example in examples {
      let (file, line) = (try #require(example.file?.string), try #require(example.line?.number))
      if texts[file] == nil {
        texts[file] = try scratch.shell("gzip -dc \(file)").text
          .split(separator: "\n", omittingEmptySubsequences: false)
      }
      let text = try #require(texts[file]?[Int(line) - 1])
      #expect(text.contains("\"seq\":\(Int(example.seq?.number ?? 0)),"))
      #expect(text.contains("\"writer\":\"\(example.writer?.string ?? "")\""))
    }
    let id = try #require(report.findings?.elements.first?.id?.string)
    let place = try #require(report.findings?.elements.first?.examples?.elements.first)
    let explained = try scratch.nightjar(["explain", id, "logs"]).text.replacing(/\s+/, with: "")
    #expect(explained.contains("\(place.file?.string ?? ""):\(Int(place.line?.number ?? 0))"))
  }
}
