import Foundation
import LogGeneration
import Testing
import MetricLog

@Suite("A scenario file")
struct ScenarioTests {
  private func error(_ text: String) -> GenerationError? {
    do {
      _ = try Scenario.parse(text, path: "night.yaml")
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "is refused with the key and a remedy",
    arguments: [
      ("colour: red", "colour", "known here"),
      ("process: {every_seconds: long}", "process.every_seconds", "a number"),
      ("process: {every_seconds: 0}", "process.every_seconds", "0.1...86400.0"),
      ("hourly: [1, 2]", "hourly", "each hour"),
      ("flood: -3", "flood", "0...100000000"),
      ("rotate: big", "rotate", "2.5MB"),
      ("gzip: {level: 12}", "gzip.level", "1...9"),
      ("clients: [{name: web, versions: {1: 0}}]", "clients[0].versions", "8.2.0: 0.7"),
      ("process: {pools: {primary: 0}}", "process.pools", "primary: 10"),
      ("sampling: 3", "sampling", "keys and values"),
    ]
  )
  func refusal(line: String, key: String, remedy: String) throws {
    guard case .invalidScenario(let path, let found, _, let advice) = error(Scenarios.small(line))
    else {
      Issue.record("\(String(describing: error(Scenarios.small(line))))")
      return
    }
    #expect(path == "night.yaml")
    #expect(found == key)
    #expect(advice.contains(remedy))
  }

  @Test(
    "is refused when it names what there is not",
    arguments: [
      ("operation: Pong, latency_factor: 2", "operation", "Ping"),
      ("operation: Ping, n_plus_one: A.b", "n_plus_one", "statements"),
      ("operation: Ping, field: A.b, slower_ms: 2", "field", "fields"),
      ("cache_off: items", "cache_off", "use one of"),
      ("field: A.b, slower_ms: 2", "operation", "whose"),
      ("operation: Ping, field: A.b", "field", "both"),
    ]
  )
  func references(change: String, key: String, remedy: String) throws {
    let text = Scenarios.small().replacing(
      #"releases: [{version: "1"}]"#,
      with: #"releases: [{version: "1", changes: [{\#(change)}]}]"#
    )
    guard case .invalidScenario(_, let found, _, let advice) = error(text) else {
      Issue.record("\(String(describing: error(text)))")
      return
    }
    #expect(found == "releases[0].changes[0].\(key)")
    #expect(advice.contains(remedy))
  }

  @Test("is refused when its time is not quoted, a key is missing or it is no YAML")
  func others() throws {
    let bad = Scenarios.small().replacing("2026-11-21T22:00:00Z", with: "2026-02-30")
    #expect(error(bad)?.message.contains("start") == true)
    let missing = Scenarios.small().replacing("latency: {median_ms: 3}", with: "share: 1")
    #expect(error(missing)?.message.contains("operations[0].latency") == true)
    guard case .invalidYAML = error("a: [") else {
      Issue.record("\(String(describing: error("a: [")))")
      return
    }
    #expect(throws: GenerationError.self) { try Scenario.load(path: "/nowhere/night.yaml") }
  }

  @Test("gets along with every sample")
  func samples() throws {
    let folder = SamplesFolder.path
    for name in ["shop.yaml", "bench.yaml"] {
      let scenario = try Scenario.load(path: folder + "/" + name)
      #expect(scenario.operations.count >= 15)
    }
    #expect(try Scenario.load(path: folder + "/bench.yaml").operations.count == 200)
  }

  @Test("reads sizes as people write them")
  func sizes() {
    #expect(ByteSize("512")?.bytes == 512)
    #expect(ByteSize("2.5MB")?.bytes == 2_500_000)
    #expect(ByteSize("1 GiB")?.bytes == 1_073_741_824)
    #expect(ByteSize("64kB")?.bytes == 64_000)
    for text in ["", "MB", "-1", "1XB", "1e3", "9999999TB"] { #expect(ByteSize(text) == nil) }
  }
}

/// The folder `samples/` of the package.
enum SamplesFolder {
  static var path: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("samples").path
  }
}
