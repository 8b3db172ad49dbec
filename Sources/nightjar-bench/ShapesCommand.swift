import ArgumentParser
import Glibc
import QueryShapes

/// How fast documents are parsed and statements are normalised, in this process.
struct ShapesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shapes",
    abstract: "Measures the GraphQL parser and the SQL fingerprint.",
    discussion: "Prints one line for each quantity and repetition, `name value unit`."
  )

  @Option(help: "How often each is measured.")
  var repetitions = 10

  @Option(help: "How many bytes each measurement reads, in millions.")
  var megabytes = 32

  @Option(help: "Measure only what has a name that begins so.")
  var only = ""

  func validate() throws {
    guard repetitions > 0, megabytes > 0 else {
      throw ValidationError("--repetitions and --megabytes must be at least 1")
    }
  }

  func run() throws {
    let document = ShapeSamples.document
    let parsed = try Document(parsing: document)
    guard let operation = parsed.operations.first else { return }
    let large = ShapeSamples.largeDocument
    let limits = ParseLimits(maxTokens: .max, maxBytes: .max)
    for _ in 0..<repetitions {
      try rate("parse", document.utf8.count) { try Document(parsing: document).operations.count }
      try rate("parse-large", large.utf8.count) {
        try Document(parsing: large, limits: limits).operations.count
      }
      time("signature") { OperationSignature(parsed, operation: operation).text.utf8.count }
      time("cost") { OperationCost(parsed, operation: operation).depth }
      for (name, sql) in ShapeSamples.statements {
        rate("fingerprint-\(name)", sql.utf8.count) {
          StatementFingerprint(sql: sql, dialect: .postgres).text.utf8.count
        }
      }
    }
  }

  /// Prints how many bytes a second `body` reads; what it gives is used, so that it is not left out.
  private func rate(_ name: String, _ bytes: Int, _ body: () throws -> Int) rethrows {
    guard name.hasPrefix(only) else { return }
    let count = max(1, megabytes * 1_000_000 / bytes)
    let seconds = try duration(count, body)
    print("\(name) \((Double(bytes * count) / 1e6 / seconds).text(decimals: 1)) MB/s")
  }

  /// Prints how long one call of `body` takes.
  private func time(_ name: String, _ body: () throws -> Int) rethrows {
    guard name.hasPrefix(only) else { return }
    let count = megabytes * 1000
    print("\(name) \((try duration(count, body) / Double(count) * 1e9).text(decimals: 0)) ns")
  }

  private func duration(_ count: Int, _ body: () throws -> Int) rethrows -> Double {
    var sum = 0
    // Processor time, because the machine may have other work; one thread does it all.
    let start = clock()
    for _ in 0..<count { sum &+= try body() }
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    precondition(sum > 0, "nothing was done")
    return seconds
  }
}
