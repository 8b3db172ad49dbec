import Foundation
import Synchronization
import Testing

@testable import GraphQLInstrumentation

@Suite("Back-pressure")
struct BackPressureTests {
  @Test("drops records beyond the queue's bound, and the log says how many")
  func dropped() async throws {
    let folder = try LogFolder()
    let writer = try LogWriter(configuration: folder.configuration { $0.queueBytes = 64 << 10 })
    let refused = await withTaskGroup(of: Int.self) { group in
      for task in 0..<4 {
        group.addTask {
          (0..<5000).count { !writer.write(.request(task * 5000 + $0)) }
        }
      }
      return await group.reduce(0, +)
    }
    await writer.close()
    let log = try folder.log()
    #expect(refused > 0)
    #expect(log.dropped == refused)
    #expect(writer.statistics.recordsDropped == refused)
    #expect(writer.statistics.recordsWritten == 20_000 - refused)
    #expect(Set(log.lines("request").compactMap(\.durationMilliseconds)).count == 20_000 - refused)
    log.expectWholeNumbers()
  }

  @Test("keeps room for explanations, and takes requests again when there is room")
  func queue() {
    let queue = RecordQueue(limitBytes: 64 << 10)
    var taken = 0
    while queue.offer(.request(taken)) { taken += 1 }
    #expect(taken > 50)
    #expect(queue.offer(.operation(1)))
    #expect(queue.takeRequests().dropped == 1)
    #expect(queue.takeRequests().dropped == 0)
    var batch: [LogRecord] = []
    let bytes = queue.take(&batch)
    #expect(batch.count == taken + 1)
    // Taken is not written: it still counts.
    #expect(!queue.offer(.request(0)))
    queue.release(bytes)
    #expect(queue.offer(.request(0)))
    #expect(queue.totalDropped == 2)
  }

  @Test("answers everybody who waits for a flush, also at the end")
  func waiting() async throws {
    let folder = try LogFolder()
    let writer = try LogWriter(
      configuration: folder.configuration { $0.flushInterval = .seconds(60) }
    )
    await withTaskGroup { group in
      for number in 0..<50 {
        group.addTask {
          writer.write(.request(number))
          if number == 40 { await writer.close() } else { await writer.flush() }
        }
      }
    }
    let statistics = writer.statistics
    #expect(statistics.recordsWritten + statistics.recordsDropped == 50)
    #expect(try folder.log().lines("request").count == statistics.recordsWritten)
  }
}
