internal import ArgumentParser
internal import Foundation
internal import LogReading
internal import Settings

/// How logs are read, in every command that condenses them.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads that read; by default as many as there are processors.",
      valueName: "count"
    )
  )
  var threads: Int?

  @OptionGroup var inflating: InflateOptions

  @Flag(name: .shortAndLong, help: "Nothing on standard error but errors.")
  var quiet = false

  @Option(help: ArgumentHelp("Rows handed on in one go.", visibility: .hidden))
  var batchRows: Int?

  func apply(to settings: inout Settings) {
    settings.set(.threads, option: "--threads", threads.map { .number(Double($0)) })
  }

  /// The number of threads in force.
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads \(threads) is out of range: write 1 to 1024.")
    }
  }

  /// The options for the reader.
  func options() throws -> ReadOptions {
    var options = try inflating.options()
    options.threads = threadCount
    if let batchRows { options.batchRows = batchRows }
    return options
  }
}
