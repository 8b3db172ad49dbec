import Foundation
import Synchronization

/// One run: requests at random times, for a while.
struct LoadRun {
  let rate: Double
  let seconds: Double
  let seed: UInt64
  let batchShare: Double
  /// What is sent, some more often than others; at least one.
  let operations: [BookshopOperation]
  let pool: ConnectionPool

  /// While so many requests are on their way, further ones are given up, so that a server that does
  /// not keep up is not met with ever more of them.
  private static let runningLimit = 2000

  /// What the requests have come to so far.
  private final class Progress: Sendable {
    let running = Atomic<Int>(0)
    let summary = Mutex(LoadSummary())
  }

  func run() async -> LoadSummary {
    var random = SeededGenerator(seed: seed)
    var mix = OperationMix(operations, batchShare: batchShare)
    let clock = ContinuousClock()
    let start = clock.now
    let progress = Progress()
    await withDiscardingTaskGroup { group in
      var due = Duration.zero
      while true {
        // Poisson arrivals have exponentially distributed gaps.
        due += .seconds(-log(1 - Double.random(in: 0..<1, using: &random)) / rate)
        guard due < .seconds(seconds) else { break }
        let request = mix.next(&random)
        let time = start + due
        if time > clock.now { try? await clock.sleep(until: time) }
        guard progress.running.load(ordering: .relaxed) < Self.runningLimit else {
          progress.summary.withLock { $0.givenUp += 1 }
          continue
        }
        progress.running.add(1, ordering: .relaxed)
        group.addTask {
          let part = await send(request, due: time)
          progress.summary.withLock { $0.add(part) }
          progress.running.subtract(1, ordering: .relaxed)
        }
      }
    }
    var summary = progress.summary.withLock { $0 }
    summary.elapsed = clock.now - start
    return summary
  }

  private func send(_ request: LoadRequest, due: ContinuousClock.Instant) async -> LoadSummary {
    var summary = LoadSummary()
    do {
      var answer = try await pool.send(request)
      // The server has not seen the document yet: send it along once, as a client does.
      if let full = request.withDocument, answer.body.contains("PersistedQueryNotFound") {
        answer = try await pool.send(full)
      }
      summary.note(answer, latency: ContinuousClock.now - due)
    } catch {
      summary.failed += 1
    }
    return summary
  }
}
