import Foundation
import LogGeneration
import Testing

@Suite("The log generator")
struct LogGeneratorTests {
  private func bytes(_ logs: GeneratedLogs) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try logs.names { files[name] = try logs.data(name) }
    files["truth"] = try logs.truthData()
    return files
  }

  @Test("writes the same bytes for the same seed and others for another")
  func determinism() throws {
    let scenario = try Scenarios.parse(Scenarios.everything)
    let first = try bytes(GeneratedLogs(scenario))
    #expect(try first == bytes(GeneratedLogs(scenario)))
    #expect(try first != bytes(GeneratedLogs(scenario) { $0.seed = 8 }))
  }

  @Test("writes bytes that do not depend on the machine")
  func stability() throws {
    // A change of what is generated changes this hash; a change of machine must not.
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.everything)) { $0.sharesOneFile = true }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in try logs.data("everything.001.jsonl") {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    #expect(String(hash, radix: 16) == "4c87c28d8c8cc314")
  }

  @Test("numbers each writer's records from 1 without gaps, in the order of their ends")
  func numbering() throws {
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.everything)) {
      $0.rotateBytes = 40_000
    }
    var numbers: [String: [Int]] = [:]
    var ends: [String: [Double]] = [:]
    for record in try logs.records() {
      let writer = try #require(record.text("writer"))
      try numbers[writer, default: []].append(#require(record.int("seq")))
      if record.text("type") == "request" {
        let start = try seconds(#require(record.text("time")))
        ends[writer, default: []].append(start + Double(record.nanoseconds("duration_ms")) / 1e9)
      }
    }
    // Five writers, each restarted once.
    #expect(numbers.count == 10)
    for (writer, list) in numbers {
      #expect(list == Array(1...list.count), "\(writer)")
      let own = ends[writer] ?? []
      #expect(zip(own, own.dropFirst()).allSatisfy { $0.0 <= $0.1 + 2e-6 }, "\(writer)")
    }
  }

  private func seconds(_ time: String) -> Double {
    let parts = time.dropLast().split { "-T:".contains($0) }.compactMap { Double($0) }
    return parts[2] * 86_400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
  }

  @Test("explains every hash once in each file, before it is used")
  func explanations() throws {
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.everything)) {
      $0.rotateBytes = 40_000
    }
    for name in try logs.names {
      var explained: Set<String> = []
      for record in try logs.records(name) {
        switch record.text("type") {
        case "operation":
          #expect(explained.insert(try #require(record.text("signature"))).inserted)
        case "statement":
          #expect(explained.insert(try #require(record.text("fingerprint"))).inserted)
        case "request":
          let signature = try #require(record.object("operation").text("signature"))
          #expect(explained.contains(signature))
          for statement in record.object("db").objects("statements") {
            #expect(explained.contains(try #require(statement.text("fingerprint"))))
          }
        default: break
        }
      }
    }
  }

  @Test("rotates by size and says so in the log")
  func rotation() throws {
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.everything)) {
      $0.rotateBytes = 40_000
    }
    let names = try logs.names
    #expect(names.contains { $0.hasSuffix(".003.jsonl") })
    for name in names {
      let records = try logs.records(name)
      #expect(records.first?.text("event") == "open")
      #expect(["rotate", "close"].contains(records.last?.text("event")))
      #expect(try logs.data(name).count < 45_000)
      #expect(Set(records.compactMap { $0.text("writer") }).count == 1)
      #expect(name.contains(try #require(records.first?.text("writer"))))
    }
  }

  @Test("writes all writers into one file, sorted by the time of writing")
  func oneFile() throws {
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.everything)) { $0.sharesOneFile = true }
    #expect(try logs.names == ["everything.001.jsonl"])
    let records = try logs.records()
    #expect(Set(records.compactMap { $0.text("writer") }).count == 10)
    let samples = records.filter { $0.text("type") == "process" }.compactMap { $0.text("time") }
    #expect(samples == samples.sorted())
  }

  @Test("compresses into files that gzip can read, of one member or of many")
  func compression() throws {
    let scenario = try Scenarios.parse(Scenarios.everything)
    let plain = try GeneratedLogs(scenario)
    let one = try GeneratedLogs(scenario) { $0.compresses = true }
    let many = try GeneratedLogs(scenario) {
      $0.compresses = true
      $0.gzipLevel = 1
      $0.memberBytes = 10_000
    }
    for name in try plain.names {
      for logs in [one, many] {
        let text = try inflated(logs.directory + "/" + name + ".gz")
        #expect(try text == plain.data(name))
      }
      #expect(try members(one.data(name + ".gz")) == 1)
      #expect(try members(many.data(name + ".gz")) > 1)
    }
  }

  private func inflated(_ path: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return data
  }

  /// The places at which a gzip header as zlib writes it stands.
  private func members(_ data: Data) -> Int {
    let magic = Data([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0])
    var count = 0
    var rest = data[...]
    while let range = rest.range(of: magic) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }

  @Test("lets exactly as many requests happen as asked for")
  func requestCount() throws {
    let scenario = try Scenarios.parse(Scenarios.small())
    for count in [0, 1, 777] {
      let logs = try GeneratedLogs(scenario) { $0.volume = .requests(count) }
      #expect(logs.summary.requests == count)
    }
    #expect(try GeneratedLogs(scenario).summary.requests == 300)
  }

  @Test("comes within two percent of the bytes asked for")
  func bytes() throws {
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.everything)) {
      $0.volume = .plainBytes(4_000_000)
    }
    #expect(abs(Double(logs.summary.plainBytes) / 4e6 - 1) < 0.02)
  }

  @Test("gives each request of the flood an operation of its own")
  func flood() throws {
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.small("flood: 500")))
    let requests = try logs.records().filter { $0.text("type") == "request" }
    let names = requests.compactMap { $0.object("operation").text("name") }
    #expect(Set(names).count == 501)
    #expect(try logs.truth().object("flood").int("operations") == 500)
  }

  @Test("refuses a directory that holds logs")
  func occupied() throws {
    let scenario = try Scenarios.parse(Scenarios.small())
    let logs = try GeneratedLogs(scenario)
    #expect(throws: GenerationError.outputExists(path: logs.directory)) {
      try LogGenerator(scenario: scenario).generate(into: logs.directory)
    }
  }
}
