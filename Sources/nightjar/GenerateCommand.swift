import ArgumentParser
import Foundation
import LogGeneration
import MetricLog

/// `nightjar generate`: seeded synthetic logs with known truth.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Generate seeded synthetic logs, and the truth about them.",
    usage: "nightjar generate [<scenario>] --output <directory> [<options>]",
    discussion: """
      Writes log files into DIR, and beside it DIR.truth.json, which holds the exact counts and sums \
      of what was written and what was planted. The same scenario and seed give the same lines on every machine.

      A scenario is a YAML file; without one, a night at a shop is told, whose text \
      --print-scenario shows as a start for your own.

      EXAMPLES
        A night at the shop, compressed:
          nightjar generate --output /tmp/night --gzip

        A gigabyte for a benchmark, rotated at 64 MB:
          nightjar generate samples/bench.yaml -o corpus --bytes 1GB --rotate 64MB

        One file, in which a hundred thousand requests have a name of their own:
          nightjar generate --output /tmp/flood --single-file --flood 100000

        A scenario of your own:
          nightjar generate --print-scenario > night.yaml
          nightjar generate night.yaml --output /tmp/night --seed 7
      """
  )

  @Argument(help: "The scenario, a YAML file. Without it: the built-in shop.")
  var scenario: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The directory for the logs; created when missing.", valueName: "directory")
  )
  var output: String?

  @Option(help: "The seed, instead of the scenario's.")
  var seed: UInt64?

  @Option(help: "Let exactly so many requests happen, instead of the scenario's number.")
  var requests: Int?

  @Option(help: "Stop at about this size before compression, such as 500MB or 1GB.")
  var bytes: ByteSize?

  @Option(help: "Add so many requests, each with an operation name of its own.")
  var flood: Int?

  @Flag(help: "Compress the files, or do not; the scenario decides otherwise.")
  var compression: Compression?

  @Option(help: "zlib's level, 1 (fast) to 9 (small); with --gzip.")
  var gzipLevel: Int?

  @Option(help: "Begin a gzip member after so many plain bytes; with --gzip.")
  var member: ByteSize?

  @Option(help: "Begin another file after so many plain bytes, such as 64MB.")
  var rotate: ByteSize?

  @Flag(help: "Write the lines of all writers into one row of files, in the order of time.")
  var singleFile = false

  @Flag(help: "Print the built-in scenario and stop.")
  var printScenario = false

  @Flag(name: .shortAndLong, help: "Do not show progress or a summary.")
  var quiet = false

  /// Whether files are compressed.
  enum Compression: EnumerableFlag {
    case gzip, plain
  }

  func validate() throws {
    if printScenario { return }
    if output == nil {
      throw ValidationError("Name a directory for the logs with --output DIR.")
    }
    if requests != nil, bytes != nil {
      throw ValidationError("--requests and --bytes both say how much: use one of them.")
    }
    if let requests, requests < 0 {
      throw ValidationError("--requests \(requests) is negative: write 0 or more.")
    }
    if let flood, !(0...100_000_000).contains(flood) {
      throw ValidationError("--flood \(flood) is out of range: write 0 to 100000000.")
    }
    if compression != .gzip, gzipLevel != nil || member != nil {
      throw ValidationError("--gzip-level and --member need --gzip.")
    }
  }

  func run() throws {
    guard !printScenario, let output else {
      return print(DefaultScenario.yaml, terminator: "")
    }
    do {
      let loaded =
        try scenario.map { path throws(GenerationError) in try Scenario.load(path: path) }
        ?? DefaultScenario.scenario()
      let terminal = Terminal(isQuiet: quiet)
      let summary = try LogGenerator(scenario: loaded, options: options)
        .generate(into: output) { terminal.show($0) }
      terminal.end(summary)
    } catch let error as GenerationError {
      FileHandle.standardError.write(Data("nightjar: \(error.message)\n".utf8))
      throw ExitCode(2)
    }
  }

  private var options: LogGenerator.Options {
    var options = LogGenerator.Options()
    options.seed = seed
    options.volume =
      requests.map { .requests($0) } ?? bytes.map { .plainBytes($0.bytes) }
    options.floodCount = flood
    options.compresses = compression.map { $0 == .gzip }
    options.gzipLevel = gzipLevel
    options.memberBytes = member?.bytes
    options.rotateBytes = rotate?.bytes
    options.sharesOneFile = singleFile
    return options
  }
}

extension ByteSize: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

/// Standard error, as far as it is a terminal.
private struct Terminal {
  private let isQuiet: Bool
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) != 0

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  func show(_ progress: LogGenerator.Progress) {
    guard isTerminal, !isQuiet else { return }
    let percent = 100 * progress.requests / max(1, progress.totalRequests)
    write("\r\(percent) %, \(progress.plainBytes / 1_000_000) MB")
  }

  func end(_ summary: LogGenerator.Summary) {
    guard !isQuiet else { return }
    write(
      (isTerminal ? "\r" : "")
        + "\(summary.lines) lines, \(summary.requests) of them requests, "
        + "\(summary.plainBytes) bytes before compression, in \(summary.fileCount) files; "
        + "the truth is in \(summary.truthPath)\n"
    )
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
