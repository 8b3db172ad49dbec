import MetricLog
import Testing

@testable import GraphQLInstrumentation

@Suite("Explanations")
struct ExplanationTests {
  @Test("stand once in every file, before the first request that uses them")
  func oncePerFile() async throws {
    let folder = try LogFolder()
    let writer = try LogWriter(configuration: folder.configuration { $0.rotateAtBytes = 10_000 })
    for hash: UInt64 in 1...3 {
      writer.write(.operation(hash))
      writer.write(.statement(hash))
    }
    for number in 0..<500 {
      let hash = UInt64(number % 2 + 1)
      writer.write(.request(number, signature: hash, statements: [hash, hash, 99]))
      if number == 250 { writer.write(.operation(1)) }
      if number.isMultiple(of: 50) { await writer.flush() }
    }
    await writer.close()
    let log = try folder.log()
    #expect(log.files.count > 5)
    log.expectWholeNumbers()
    for file in log.files {
      var known: Set<String> = []
      for line in log.lines(in: file) {
        switch line.type {
        case "operation": #expect(known.insert("o" + line.signature).inserted)
        case "statement":
          #expect(known.insert("s\(line.object["fingerprint"] ?? "")").inserted)
        case "request":
          #expect(known.contains("o" + line.signature) && known.contains("s" + line.signature))
        default: break
        }
      }
    }
    // Number 3 is used by no request, and 99 was never explained.
    #expect(Set(log.lines("operation").map(\.signature)).count == 2)
  }

  @Test("are forgotten in the order of their last use when there are too many")
  func bounded() {
    var table = ExplanationTable(limitCount: 100, limitBytes: 1 << 20)
    for hash: UInt64 in 0..<1000 {
      if case .operation(let record) = LogRecord.operation(hash) { table.learn(record) }
      _ = table.claim(.operation(0), file: Int(hash))
      #expect(table.count <= 100)
    }
    #expect(table.claim(.operation(0), file: 5000) != nil)
    #expect(table.claim(.operation(0), file: 5000) == nil)
    #expect(table.claim(.operation(999), file: 5000) != nil)
    #expect(table.claim(.operation(500), file: 5000) == nil)
    #expect(table.claim(.statement(999), file: 5000) == nil)
  }

  @Test("take a bounded number of bytes")
  func boundedBytes() {
    var table = ExplanationTable(limitCount: 1000, limitBytes: 50_000)
    for hash: UInt64 in 0..<100 {
      let record = LogRecord.operation(hash, document: String(repeating: "x", count: 5000))
      if case .operation(let record) = record { table.learn(record) }
      #expect(table.count <= 10)
    }
    #expect(table.count > 3)
  }

  @Test("are cut between characters when they are long")
  func cut() throws {
    var table = ExplanationTable()
    let text = "x" + String(repeating: "é", count: ExplanationTable.textLimitBytes)
    if case .operation(let record) = LogRecord.operation(1, document: text) { table.learn(record) }
    guard case .operation(let record) = table.claim(.operation(1), file: 1) else {
      Issue.record("nothing was learnt")
      return
    }
    let document = try #require(record.document)
    #expect(document.utf8.count <= ExplanationTable.textLimitBytes + 3)
    #expect(document.hasPrefix("xéé") && document.hasSuffix("é…"))
  }
}
