import ArgumentParser
import Foundation

/// Sends a bookshop server the operations that its clients would send.
@main
struct BookshopLoad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bookshop-load",
    abstract: "Loads a bookshop server on this machine with a skewed mix of operations.",
    discussion: """
      Requests come at random times that do not depend on how fast the server answers, as from many \
      clients; a latency counts from the time at which its request should have been sent.
      """
  )

  @Option(help: "The server's port on 127.0.0.1.")
  var port = 8080

  @Option(help: "Requests a second on average, at most 20000.")
  var rate = 100.0

  @Option(help: "Seconds, at most 3600.")
  var duration = 60.0

  @Option(help: "The same seed sends the same operations.")
  var seed: UInt64 = 1

  @Option(help: "Connections, and so requests at the same time, at most 512.")
  var connections = 64

  @Option(help: "The share of requests that hold several operations.")
  var batchShare = 0.03

  @Option(help: "Send only this operation of the mix, by its name.")
  var only: String?

  private var operations: [BookshopOperation] {
    guard let only else { return BookshopOperation.all }
    return BookshopOperation.all.filter { $0.name == only }
  }

  func validate() throws {
    guard (1...65_535).contains(port), (0.1...20_000).contains(rate) else {
      throw ValidationError("The port or the rate is out of range.")
    }
    guard (0.1...3600).contains(duration), (1...512).contains(connections),
      (0...1).contains(batchShare)
    else { throw ValidationError("The duration, connections or share is out of range.") }
    guard !operations.isEmpty else {
      let names = BookshopOperation.all.compactMap(\.name).joined(separator: ", ")
      throw ValidationError("There is no such operation; these there are: \(names).")
    }
  }

  func run() async throws {
    let pool = try await ConnectionPool.open(port: port, count: connections)
    let summary = await LoadRun(
      rate: rate,
      seconds: duration,
      seed: seed,
      batchShare: batchShare,
      operations: operations,
      pool: pool
    )
    .run()
    await pool.close()
    print(summary.text)
    if summary.failed > 0 { throw ExitCode(1) }
  }
}
