import GraphQLInstrumentation
import InstrumentationSupport
import Synchronization
import Testing

@Suite("Deadlines")
struct DeadlineTests {
  /// What was cancelled, in order.
  private final class Cancelled: Sendable {
    private let state = Mutex<[Int]>([])

    var names: [Int] { state.withLock { $0 } }

    func add(_ name: Int) { state.withLock { $0.append(name) } }
  }

  private static func nanoseconds(_ milliseconds: Int64) -> Int64 { milliseconds * 1_000_000 }

  @Test("cancel what is due, and nothing else, in whatever order they were set")
  func order() async throws {
    let watch = DeadlineWatch()
    let cancelled = Cancelled()
    // An hour, none, one after the other, and one between them that was set last.
    let long = watch.begin(nanosecondsLeft: Self.nanoseconds(3_600_000)) { cancelled.add(0) }
    let never = watch.begin(nanosecondsLeft: .max) { cancelled.add(1) }
    let last = watch.begin(nanosecondsLeft: Self.nanoseconds(90)) { cancelled.add(2) }
    let first = watch.begin(nanosecondsLeft: Self.nanoseconds(10)) { cancelled.add(3) }
    let second = watch.begin(nanosecondsLeft: Self.nanoseconds(50)) { cancelled.add(4) }
    while cancelled.names.count < 3 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(cancelled.names == [3, 4, 2])
    #expect(!watch.end(first) && !watch.end(second) && !watch.end(last))
    #expect(watch.count == 2)
    #expect(watch.end(long) && watch.end(never))
    #expect(watch.count == 0)
    #expect(!watch.end(long), "an end is one")
  }

  @Test("leave nothing behind when work ends in time")
  func inTime() async throws {
    var configuration = MonitorConfiguration()
    configuration.limits.time = .seconds(3600)
    let monitor = PerformanceMonitor(configuration: configuration, sink: MemorySink())
    try await withThrowingTaskGroup { group in
      for number in 0..<100 {
        group.addTask {
          let value = try await monitor.withRequest { request in
            try await request.withTimeLimit {
              await Task.yield()
              #expect(RequestScope.current === request)
              return number
            }
          }
          #expect(value == number)
        }
      }
      try await group.waitForAll()
    }
    #expect(monitor.deadlines.count == 0)
  }

  @Test("pass on what the work throws, and the cancellation of those who wait for it")
  func failures() async throws {
    struct Failure: Error {}
    var configuration = MonitorConfiguration()
    configuration.limits.time = .seconds(3600)
    let monitor = PerformanceMonitor(configuration: configuration, sink: MemorySink())
    let request = monitor.begin()
    await #expect(throws: Failure.self) { try await request.withTimeLimit { throw Failure() } }
    let waiting = Task {
      try await request.withTimeLimit { try await Task.sleep(for: .seconds(3600)) }
    }
    while monitor.deadlines.count == 0 { try await Task.sleep(for: .milliseconds(1)) }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(monitor.deadlines.count == 0)
    request.finish()
  }
}
