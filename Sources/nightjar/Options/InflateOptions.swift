internal import ArgumentParser
internal import LogReading

/// How stored logs become text, in every command that reads them.
struct InflateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The library that inflates gzip: \(Self.libraries). What comes through a pipe, and cannot be "
        + "read again, zlib inflates.",
      valueName: "library"
    )
  )
  var inflate: String?

  @Option(help: ArgumentHelp("Bytes of text read in one go.", visibility: .hidden))
  var blockSize: Int?

  private static let libraries = InflateLibrary.available.map(\.rawValue).joined(separator: " or ")

  func validate() throws {
    if let blockSize, !(1...(1 << 28)).contains(blockSize) {
      throw ValidationError("--block-size \(blockSize) is out of range: write 1 to \(1 << 28).")
    }
  }

  /// The options for a reader of one thread.
  func options() throws -> ReadOptions {
    var options = ReadOptions()
    options.threads = 1
    if let blockSize { (options.blockSize, options.inputSize) = (blockSize, blockSize) }
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
