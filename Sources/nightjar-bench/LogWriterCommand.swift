import ArgumentParser
import GraphQLInstrumentation
import MetricLog

/// Times the log writer: what a request pays for its record, and what the writer's thread bears.
struct LogWriterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log-writer",
    abstract: "Times the log writer on records of 5 statements and 10 fields.",
    discussion: """
      Per record, what a caller pays is the median of bursts: a burst is short, so that most of them \
      are not interrupted. What the writer bears is taken from the first record to the last in the \
      file.
      """
  )

  @Argument(help: "A directory to write to; make one, for files are left in it.")
  var directory: String

  @Option(help: "How often each case is measured.")
  var repetitions = 10

  @Option(help: "Records a repetition.")
  var records = 100_000

  @Option(help: "Callers at the same time in the case of several.")
  var callers = 2

  /// So many records wait in the queue of a busy server that flushes every second.
  private static let burst = 1000

  func validate() throws {
    guard repetitions > 0, records >= Self.burst, callers > 0 else {
      throw ValidationError("--repetitions and --callers must be at least 1, --records 1000")
    }
  }

  func run() async throws {
    for _ in 0..<repetitions {
      try await measureCallers("caller", 1)
      try await measureCallers("callers", callers)
      try await measureWriter()
    }
  }

  private func writer() throws -> LogWriter {
    var configuration = LogWriter.Configuration(
      directory: directory,
      service: "bench",
      env: "bench",
      release: "1"
    )
    // Room for all, so that nothing is dropped; one file, so that it is compressed at the end.
    configuration.queueBytes = 1 << 40
    configuration.rotateAtBytes = 1 << 40
    // Of the files of earlier cases none is kept.
    configuration.maximumTotalBytes = 0
    return try LogWriter(configuration: configuration)
  }

  /// Times bursts of calls, with the queue empty before each.
  private func measureCallers(_ name: String, _ count: Int) async throws {
    let writer = try writer()
    var bursts: [Double] = []
    for _ in 0..<records / Self.burst {
      bursts += await withTaskGroup(of: Duration.self) { group in
        for _ in 0..<count {
          group.addTask {
            let record = Self.record()
            return ContinuousClock().measure { Self.give(record, Self.burst, to: writer) }
          }
        }
        return await group.reduce(into: []) { $0.append($1 / .nanoseconds(1)) }
      }
      await writer.flush()
    }
    await writer.close()
    let median = bursts.sorted()[bursts.count / 2]
    print("log-writer/\(name)", (median / Double(Self.burst)).text(decimals: 1), "ns/record")
  }

  /// Times the way of all records into the file.
  private func measureWriter() async throws {
    let writer = try writer()
    let record = Self.record()
    let records = records
    let duration = await ContinuousClock().measure {
      Self.give(record, records, to: writer)
      await writer.flush()
    }
    let written = writer.statistics
    let closing = await ContinuousClock().measure { await writer.close() }
    let rate = Double(written.recordsWritten) / (duration / .seconds(1))
    print("log-writer/written", rate.text(decimals: 0), "records/s")
    let bytes = Double(written.bytesWritten) / (duration / .seconds(1))
    print("log-writer/written", (bytes / 1e6).text(decimals: 1), "MB/s")
    let compressed = Double(written.bytesWritten) / (closing / .seconds(1))
    print("log-writer/compressed", (compressed / 1e6).text(decimals: 1), "MB/s")
  }

  private static func give(_ record: LogRecord, _ count: Int, to writer: LogWriter) {
    for _ in 0..<count { writer.write(record) }
  }

  private static func record() -> LogRecord {
    var record = RequestRecord(
      timeMicroseconds: 1_700_000_000_000_000,
      operation: RequestRecord.Operation(name: "ProductList", kind: .query, signature: 1),
      durationNanoseconds: 12_345_678
    )
    record.database = RequestRecord.Database(
      count: 5,
      timeNanoseconds: 5_000_000,
      waitNanoseconds: 1000,
      statements: (0..<5).map {
        RequestRecord.StatementCall(
          fingerprint: $0,
          field: "Product.reviews",
          count: 1,
          timeNanoseconds: 1_000_000,
          distinct: 1
        )
      }
    )
    record.fields = (0..<10).map { _ in
      RequestRecord.FieldCall(field: "Product.reviews", calls: 1, timeNanoseconds: 100_000)
    }
    return .request(record)
  }
}
