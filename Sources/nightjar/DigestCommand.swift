internal import Analysis
internal import ArgumentParser

/// `nightjar digest`: logs condensed, for other machines and for later.
struct DigestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "Condense logs into a digest, which takes their place in every command.",
    usage: "nightjar digest <log> ... --output <path> [<options>]",
    discussion: """
      A digest holds counters, sums and latency sketches for every operation and hour. It is a few \
      thousand times smaller than the logs, and digests can be put together in any order: the \
      result is the same, byte for byte, as if all logs had been read at once.

      EXAMPLES
        nightjar digest /var/log/shop --output web-01.digest
        ssh web-02 nightjar digest /var/log/shop --output - > web-02.digest
        nightjar analyze web-01.digest web-02.digest
        nightjar digest /var/log/shop --daily --output days
      """
  )

  @OptionGroup var inputs: InputOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file for the digest; - is standard output.", valueName: "path")
  )
  var output: String

  @Flag(
    help: """
      One digest a day (UTC), such as 2026-11-22.digest, in the directory that --output names: the \
      form that compare and a history take.
      """
  )
  var daily = false

  func run() async throws {
    try await Failure.reported {
      if daily { return try await writeDays() }
      let target = try AtomicFile(path: output)
      let intake = try await inputs.read(selection: try filters.selection())
      try target.write { output in try intake.digest.encode(to: output) }
      try inputs.exit(for: intake.digest.inputReport)
    }
  }

  private func writeDays() async throws {
    let (days, input) = try await inputs.readDigests(
      inputs.logs,
      selection: try filters.selection()
    )
    let folder = try DigestFolder(output)
    for (day, digest) in days { try folder.write(digest.encoded(), name: day.text) }
    try inputs.exit(for: input)
  }
}

/// `nightjar merge`: several digests made one.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put digests (and logs) together into one digest.",
    usage: "nightjar merge <digest> ... --output <path> [<options>]",
    discussion: """
      The order does not matter. A digest that is given twice counts once. Records that are in two \
      different digests cannot be told apart any more: merge refuses then, and says how many they \
      are.

      EXAMPLES
        nightjar merge web-01.digest web-02.digest --output night.digest
        nightjar merge mon.digest tue.digest wed.digest --output week.digest
      """
  )

  @OptionGroup var inputs: InputOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file for the digest; - is standard output.", valueName: "path")
  )
  var output: String

  func run() async throws {
    try await Failure.reported {
      let target = try AtomicFile(path: output)
      let intake = try await inputs.read(selection: Selection())
      try target.write { output in try intake.digest.encode(to: output) }
      try inputs.exit(for: intake.digest.inputReport)
    }
  }
}
