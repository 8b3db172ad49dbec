import Foundation
import MetricLog

/// Generates the logs of a scenario and the truth about them.
///
/// The same scenario and options give the same lines on every machine. The bytes of compressed
/// files depend on the version of zlib as well.
package struct LogGenerator: Sendable {
  /// What the logs tell.
  package let scenario: Scenario
  /// What is decided beside the scenario.
  package let options: Options

  /// What is decided beside the scenario; `nil` leaves it to the scenario.
  package struct Options: Sendable {
    package var seed: UInt64?
    package var volume: Volume?
    /// Additional requests, each with an operation name of its own.
    package var floodCount: Int?
    /// Whether files are compressed; the scenario decides how.
    package var compresses: Bool?
    /// zlib's level, 1...9.
    package var gzipLevel: Int?
    /// The plain bytes of a gzip member.
    package var memberBytes: Int?
    /// The plain bytes after which another file begins.
    package var rotateBytes: Int?
    /// Whether all writers share one row of files.
    package var sharesOneFile = false

    package init() {}
  }

  /// How much is generated.
  package enum Volume: Sendable, Equatable {
    /// Exactly so many requests happen.
    case requests(Int)
    /// The lines come to about so many bytes before compression, within two percent.
    case plainBytes(Int)
  }

  /// How far a generation is.
  package struct Progress: Sendable {
    package var requests: Int
    package var totalRequests: Int
    package var plainBytes: Int
  }

  /// What a generation made.
  package struct Summary: Sendable {
    package var requests: Int
    package var lines: Int
    package var plainBytes: Int
    package var fileCount: Int
    /// The path of the truth.
    package var truthPath: String
  }

  package init(scenario: Scenario, options: Options = Options()) {
    self.scenario = scenario
    self.options = options
  }

  /// Writes the log files into a directory, which is created when missing, and the truth beside it.
  ///
  /// - Parameters:
  ///   - directory: The path of a directory without logs.
  ///   - progress: Called after every 65536 requests.
  /// - Returns: How much was written, and where the truth is.
  /// - Throws: ``GenerationError``.
  package func generate(
    into directory: String,
    progress: (Progress) -> Void = { _ in }
  ) throws(GenerationError) -> Summary {
    try check()
    let count = try requestCount()
    let plan = plan(requests: count)
    if plan.load.isNothing, plan.requestCount + plan.floodCount > 0 {
      throw .invalidScenario(
        path: scenario.name,
        key: "hourly",
        problem: "no hour of the scenario has requests",
        remedy: "give an hour between its start and its end a factor above 0"
      )
    }
    try prepare(directory)
    var simulation = try simulation(plan, directory: directory)
    try simulation.run { running in
      progress(
        Progress(
          requests: running.endedRequests,
          totalRequests: plan.requestCount + plan.floodCount,
          plainBytes: running.output.plainBytes
        )
      )
    }
    // Beside the directory and not in it, where it would be taken for a log.
    var truthPath = directory
    while truthPath.count > 1, truthPath.hasSuffix("/") { truthPath.removeLast() }
    truthPath += ".truth.json"
    try Self.write(TruthDocument(simulation), to: truthPath)
    return Summary(
      requests: simulation.truth.records[0],
      lines: simulation.output.lines,
      plainBytes: simulation.output.plainBytes,
      fileCount: simulation.output.finished.count,
      truthPath: truthPath
    )
  }

  func plan(requests: Int?) -> GenerationPlan {
    GenerationPlan(
      scenario: scenario,
      seed: options.seed ?? scenario.seed,
      requestCount: requests,
      floodCount: options.floodCount ?? scenario.flood
    )
  }

  func simulation(
    _ plan: GenerationPlan,
    directory: String?
  ) throws(GenerationError) -> Simulation {
    let output = LogOutput(
      directory: directory,
      gzip: directory == nil ? nil : gzip,
      explanationCount: plan.explanations.count
    )
    return try Simulation(
      plan: plan,
      output: output,
      sharesOneFile: options.sharesOneFile,
      rotateBytes: options.rotateBytes ?? scenario.rotate?.bytes
    )
  }

  var rotateBytes: Int? { options.rotateBytes ?? scenario.rotate?.bytes }

  private var gzip: ScenarioGzip? {
    guard options.compresses ?? (scenario.gzip != nil) else { return nil }
    var gzip = scenario.gzip ?? ScenarioGzip()
    if let level = options.gzipLevel { gzip.level = level }
    if let member = options.memberBytes { gzip.member = ByteSize(bytes: member) }
    return gzip
  }

  private func check() throws(GenerationError) {
    if case .requests(let count) = options.volume, count < 0 {
      throw .invalidOption(
        name: "requests",
        problem: "\(count) is negative",
        remedy: "write 0 or more"
      )
    }
    if let level = options.gzipLevel, !(1...9).contains(level) {
      throw .invalidOption(
        name: "gzip level",
        problem: "\(level) is out of range",
        remedy: "write 1 to 9"
      )
    }
    if let bytes = options.rotateBytes, bytes < 4096 {
      throw .invalidOption(
        name: "rotate",
        problem: "\(bytes) bytes hold few lines",
        remedy: "write 4kB or more"
      )
    }
  }

  private func requestCount() throws(GenerationError) -> Int? {
    switch options.volume {
    case nil: return nil
    case .requests(let count): return count
    case .plainBytes(let bytes): return try requestCount(plainBytes: bytes)
    }
  }

  private func prepare(_ directory: String) throws(GenerationError) {
    let files = FileManager.default
    do {
      try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
      let names = try files.contentsOfDirectory(atPath: directory)
      if names.contains(where: { $0.hasSuffix(".jsonl") || $0.hasSuffix(".jsonl.gz") }) {
        throw GenerationError.outputExists(path: directory)
      }
    } catch let error as GenerationError {
      throw error
    } catch {
      throw .cannotWrite(path: directory, reason: error.localizedDescription)
    }
  }

  private static func write(_ truth: TruthDocument, to path: String) throws(GenerationError) {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      var data = try encoder.encode(truth)
      data.append(UInt8(ascii: "\n"))
      try data.write(to: URL(fileURLWithPath: path))
    } catch {
      throw .cannotWrite(path: path, reason: error.localizedDescription)
    }
  }
}
