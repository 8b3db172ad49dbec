import ArgumentParser
import GraphQLInstrumentation

/// Times what a request pays for being measured.
struct InstrumentationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instrumentation",
    abstract: "Times the monitor on requests of 5 statements and 10 fields.",
    discussion: """
      A request's document was seen before, and its SQL too. Each figure is the median of bursts: a \
      burst is short, so that most of them are not interrupted. `bare` is the same program without a \
      request around it; the cost of measuring is the difference.
      """
  )

  @Argument(help: "A directory to write the log to; make one, for files are left in it.")
  var directory: String

  @Option(help: "How often each case is measured.")
  var repetitions = 10

  @Option(help: "Bursts a repetition.")
  var bursts = 2000

  @Option(help: "Run only this case.")
  var only: String?

  /// Requests a burst.
  private static let burst = 50
  /// Statements a request; each is issued by a field of its own.
  private static let statements = (1...5).map { "SELECT a\($0), b, c FROM product WHERE id = ?" }
  private static let fields = (1...5).map { "Product.field\($0)" }
  private static let document = """
    query ProductList($n: Int!) { products(first: $n) { id name price reviews { rating text } } }
    """

  func validate() throws {
    guard repetitions > 0, bursts > 0 else {
      throw ValidationError("--repetitions and --bursts must be at least 1")
    }
  }

  func run() async throws {
    for _ in 0..<repetitions {
      try await measureBare()
      try await measure("request", measuresMemory: true, writesLog: true)
      try await measure("without-log", measuresMemory: true, writesLog: false)
      try await measure("without-memory", measuresMemory: false, writesLog: false)
    }
  }

  private func isWanted(_ name: String) -> Bool { only == nil || only == name }

  private func measureBare() async throws {
    guard isWanted("bare") else { return }
    report("bare", await medianOfBursts({ await Self.work(0) }, between: {}))
  }

  private func measure(_ name: String, measuresMemory: Bool, writesLog: Bool) async throws {
    guard isWanted(name) else { return }
    var configuration = MonitorConfiguration()
    configuration.measuresMemory = measuresMemory
    let log = try writer()
    let monitor =
      writesLog
      ? PerformanceMonitor(configuration: configuration, log: log)
      : PerformanceMonitor(configuration: configuration, sink: NoSink())
    let median = await medianOfBursts {
      await monitor.withRequest(RequestInfo(clientName: "ios", clientVersion: "8.2")) { request in
        request.identify(document: Self.document)
        await Self.work(1)
        request.setStatus(200)
      }
    } between: {
      await log.flush()
    }
    await log.close()
    report(name, median)
  }

  private func report(_ name: String, _ nanoseconds: Double) {
    print("instrumentation/\(name)", nanoseconds.text(decimals: 1), "ns/request")
  }

  /// The median time of one request, over bursts of them.
  private func medianOfBursts(
    _ request: () async -> Void,
    between: () async -> Void
  ) async -> Double {
    var times: [Double] = []
    for _ in 0..<bursts {
      let start = ContinuousClock.now
      for _ in 0..<Self.burst { await request() }
      times.append((ContinuousClock.now - start) / .nanoseconds(Self.burst))
      await between()
    }
    return times.sorted()[times.count / 2]
  }

  /// Ten fields, five of which issue a statement.
  private static func work(_ number: Int) async {
    for index in 0..<5 {
      await withField(fields[index]) {
        await Task.nothing()
        recordStatement(
          sql: statements[index],
          parameters: .values(number, index),
          duration: .microseconds(80),
          wait: .microseconds(1),
          system: .sqlite
        )
      }
      _ = withField("Product.list") { [number, index] }
    }
  }

  private func writer() throws -> LogWriter {
    var configuration = LogWriter.Configuration(
      directory: directory,
      service: "bench",
      env: "bench",
      release: "1"
    )
    // Room for all, so that nothing is dropped; one file, so that nothing is compressed meanwhile.
    configuration.queueBytes = 1 << 40
    configuration.rotateAtBytes = 1 << 40
    configuration.compressClosedFiles = false
    // Of the files of earlier cases none is kept.
    configuration.maximumTotalBytes = 0
    return try LogWriter(configuration: configuration)
  }

  /// Takes records and forgets them.
  private struct NoSink: RecordSink {
    func write(_ record: LogRecord) -> Bool { true }
  }
}

extension Task<Never, Never> {
  /// Makes a closure asynchronous, as resolvers are, without leaving the thread.
  fileprivate static func nothing() async {}
}
