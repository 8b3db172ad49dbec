internal import ArgumentParser
internal import Foundation
internal import LogReading

/// How logs are read, in every command that reads them.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads that read; by default as many as there are processors.",
      valueName: "count"
    )
  )
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "The library that inflates gzip: \(Self.libraries).",
      valueName: "library"
    )
  )
  var inflate: String?

  @Flag(name: .shortAndLong, help: "Nothing on standard error but errors.")
  var quiet = false

  @Option(help: ArgumentHelp("Bytes of text read in one go.", visibility: .hidden))
  var blockSize: Int?

  @Option(help: ArgumentHelp("Rows handed on in one go.", visibility: .hidden))
  var batchRows: Int?

  private static let libraries = InflateLibrary.available.map(\.rawValue).joined(separator: " or ")

  /// The number of threads in force.
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads \(threads) is out of range: write 1 to 1024.")
    }
    if let blockSize, !(1...(1 << 28)).contains(blockSize) {
      throw ValidationError("--block-size \(blockSize) is out of range: write 1 to \(1 << 28).")
    }
  }

  /// The options for the reader.
  func options() throws -> ReadOptions {
    var options = ReadOptions()
    options.threads = threadCount
    if let blockSize { (options.blockSize, options.inputSize) = (blockSize, blockSize) }
    if let batchRows { options.batchRows = batchRows }
    if let inflate {
      guard let library = InflateLibrary.available.first(where: { $0.rawValue == inflate }) else {
        throw Failure.usage(
          "--inflate \(inflate): this build inflates with \(Self.libraries) and nothing else"
        )
      }
      options.library = library
    }
    return options
  }
}
