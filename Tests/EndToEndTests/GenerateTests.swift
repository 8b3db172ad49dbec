import Foundation
import TestSupport
import Testing

/// Synthetic logs from the command line; LogGenerationTests look closer.
@Suite("Generating")
struct GenerateTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func generate(_ arguments: String...) throws -> Nightjar.Outcome {
    let outcome = try scratch.nightjar(["generate"] + arguments)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return outcome
  }

  /// The files of a folder and what they hold.
  private func content(_ folder: String) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url(folder).path)
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0, try scratch.read(folder + "/" + $0)) }
    )
  }

  @Test("gives the same bytes for the same seed, and others for another")
  func seeds() throws {
    _ = try generate("--requests", "500", "--gzip", "-o", "a", "--seed", "7")
    _ = try generate("--requests", "500", "--gzip", "-o", "b", "--seed", "7")
    _ = try generate("--requests", "500", "--gzip", "-o", "c", "--seed", "8")
    let (first, again, other) = (try content("a"), try content("b"), try content("c"))
    #expect(first.count == 4 && first == again)
    #expect(Set(first.values).isDisjoint(with: other.values))
    #expect(try scratch.read("a.truth.json") == scratch.read("b.truth.json"))
  }

  @Test("makes the samples that ship")
  func samples() throws {
    let shop = PythonScript.project.appending(path: "samples/shop.yaml").path
    _ = try generate(shop, "-o", "logs", "--requests", "4400", "--gzip", "--gzip-level", "9")
    #expect(try scratch.read("logs.truth.json") == Data(contentsOf: Samples.truth))
    // Compressed bytes depend on zlib's version, the text does not.
    let same = try scratch.shell(
      "for f in logs/*; do cmp <(gzip -dc $f) <(gzip -dc '\(Samples.logs.path)'/${f#*/}); done"
    )
    #expect(same.status == 0 && same.output.isEmpty, "\(same.text)")
    #expect(try content("logs").count == 4)
  }

  @Test("prints a scenario that it can read, and says what it did")
  func scenario() throws {
    let printed = try generate("--print-scenario")
    try scratch.write("night.yaml", printed.output)
    let outcome = try generate("night.yaml", "--output", "logs", "--requests", "200")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("200 of them requests"))
    #expect(outcome.errors.contains("the truth is in logs.truth.json"))
    #expect(try generate("-q", "-o", "quiet", "--requests", "10").errors == "")
    let report = try scratch.nightjar(["analyze", "logs", "--format", "json"]).json()
    #expect(report.totals?.requests?.number == 200)
  }
}
