import Foundation
import MetricLog
import TestSupport
import Testing

@testable import GraphQLInstrumentation

@Suite("The log writer")
struct LogWriterTests {
  let folder: LogFolder

  init() throws { folder = try LogFolder() }

  @Test("makes its directory and writes every record with who wrote it")
  func everyType() async throws {
    let writer = try LogWriter(configuration: folder.configuration())
    let time: Int64 = 1_700_000_000_000_000
    writer.write(.operation(1))
    writer.write(.statement(2))
    writer.write(.deploy(DeployRecord(timeMicroseconds: time, note: "rolling")))
    writer.write(.request(3, signature: 1, statements: [2]))
    writer.write(.process(ProcessRecord(timeMicroseconds: time, inFlight: 1)))
    writer.write(.cache(CacheRecord(timeMicroseconds: time, name: "price", event: "flush")))
    writer.write(.alert(AlertRecord(timeMicroseconds: time, rule: "slow_query")))
    await writer.close()
    let log = try folder.log()
    #expect(
      log.lines.map(\.type) == [
        "writer", "deploy", "operation", "statement", "request", "process", "cache", "alert",
        "writer",
      ]
    )
    #expect([log.lines.first?.event, log.lines.last?.event] == ["open", "close"])
    log.expectWholeNumbers()
    for line in log.lines {
      #expect(line.object["service"] as? String == "shop")
      #expect(line.object["env"] as? String == "test")
      #expect(line.object["host"] as? String == "here")
      #expect(line.object["release"] as? String == "7")
      #expect(line.writer == writer.name)
    }
    #expect(log.files == ["shop-\(writer.name).001.jsonl.gz"])
    #expect(writer.statistics.recordsWritten == 5)
  }

  @Test("has everything in the file after a flush, and within the interval without one")
  func flush() async throws {
    let writer = try LogWriter(
      configuration: folder.configuration { $0.flushInterval = .seconds(60) }
    )
    for number in 1...10 { writer.write(.request(number)) }
    await writer.flush()
    #expect(try folder.log().lines("request").count == 10)
    #expect(writer.statistics.recordsWritten == 10)
    await writer.close()

    let other = try LogFolder()
    let quick = try LogWriter(configuration: other.configuration())
    quick.write(.request(1))
    try await eventually { try other.log().lines("request").count == 1 }
    await quick.close()
  }

  @Test("drops what comes after its end and says so")
  func closed() async throws {
    let writer = try LogWriter(configuration: folder.configuration())
    #expect(writer.write(.request(1)))
    await writer.close()
    #expect(!writer.write(.request(2)))
    #expect(writer.statistics.recordsWritten == 1)
    #expect(writer.statistics.recordsDropped == 1)
    // Both return at once.
    await writer.flush()
    await writer.close()
  }

  @Test("closes its file when it goes away")
  func forgotten() async throws {
    do {
      let writer = try LogWriter(
        configuration: folder.configuration { $0.compressClosedFiles = false }
      )
      writer.write(.request(1))
    }
    try await eventually { try folder.log().lines.last?.event == "close" }
    #expect(try folder.log().lines("request").count == 1)
  }

  @Test("refuses options that make no sense, by name")
  func options() throws {
    let changes: [(String, (inout LogWriter.Configuration) -> Void)] = [
      ("directory", { $0.directory = "" }), ("rotateAtBytes", { $0.rotateAtBytes = 0 }),
      ("rotateAfter", { $0.rotateAfter = .zero }), ("memberBytes", { $0.memberBytes = 1 }),
      ("flushInterval", { $0.flushInterval = .zero }), ("queueBytes", { $0.queueBytes = 1 }),
      ("maximumAge", { $0.maximumAge = .seconds(-1) }),
      ("maximumTotalBytes", { $0.maximumTotalBytes = -1 }),
    ]
    for (option, change) in changes {
      let error = #expect(throws: LogWriterError.self) {
        try LogWriter(configuration: folder.configuration(change))
      }
      #expect(error?.description.contains(option) == true)
    }
  }

  @Test("names the path and a remedy when it cannot begin")
  func cannotBegin() throws {
    let path = try folder.folder.write([], "file")
    for directory in [path, path + "/below"] {
      let error = #expect(throws: LogWriterError.self) {
        try LogWriter(configuration: folder.configuration { $0.directory = directory })
      }
      #expect(error?.description.contains(directory) == true)
      #expect(error?.description.contains("or choose another") == true)
    }
  }

  @Test("gives no line that a reader would refuse, whatever the numbers")
  func hostile() async throws {
    let writer = try LogWriter(configuration: folder.configuration())
    for time in [Int64.min, -1, 0, .max] {
      writer.write(.deploy(DeployRecord(timeMicroseconds: time)))
      writer.write(.process(ProcessRecord(timeMicroseconds: time, cpuPercent: .nan)))
      for weight in [Int.min, 0, 1, .max] {
        var record = RequestRecord(
          timeMicroseconds: time,
          operation: RequestRecord.Operation(name: "\u{0}\"\\\u{2028}\n", kind: .unknown),
          durationNanoseconds: time
        )
        record.weight = weight
        writer.write(.request(record))
      }
    }
    await writer.close()
    let log = try folder.log()
    #expect(log.lines("deploy").count == 4)
    #expect(log.lines("request").count == 16)
    for line in log.lines("request") {
      #expect(try #require(line.durationMilliseconds) >= 0)
      #expect(1...1_000_000_000 ~= line.object["weight"] as? Int ?? 0)
    }
    for line in log.lines {
      let year = try #require((line.object["time"] as? String)?.prefix(4))
      #expect("1970"..."2199" ~= String(year))
    }
  }

  @Test("drops a line that is too long for readers, and counts it")
  func tooLong() async throws {
    let writer = try LogWriter(configuration: folder.configuration())
    let text = String(repeating: "\u{1}", count: 300_000)
    writer.write(.deploy(DeployRecord(timeMicroseconds: 0, note: text)))
    writer.write(.operation(1, document: text))
    writer.write(.request(1, signature: 1))
    await writer.close()
    let log = try WrittenLog(folder.directory, limitBytes: 2 << 20)
    log.expectWholeNumbers()
    #expect(log.lines("deploy").isEmpty)
    #expect(log.dropped == 1)
    #expect(writer.statistics.recordsDropped == 1)
    #expect(writer.statistics.recordsWritten == 1)
    // An explanation is cut instead.
    let document = try #require(log.lines("operation").first?.object["document"] as? String)
    #expect(document.hasPrefix("\u{1}\u{1}") && document.hasSuffix("…"))
  }
}

/// Waits until a condition holds, for at most ten seconds.
func eventually(
  _ condition: () async throws -> Bool,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  for _ in 0..<1000 {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record("did not happen within ten seconds", sourceLocation: sourceLocation)
}
