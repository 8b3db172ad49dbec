import Foundation
import Synchronization
import TestSupport
import Testing

@testable import GraphQLInstrumentation

@Suite("A log writer that the system refuses")
struct FailureTests {
  let folder: LogFolder
  /// What the writer told.
  let events = Events()

  final class Events: Sendable {
    private let list = Mutex<[LogWriter.Event]>([])

    var all: [LogWriter.Event] { list.withLock { $0 } }

    func add(_ event: LogWriter.Event) { list.withLock { $0.append(event) } }
  }

  init() throws { folder = try LogFolder() }

  private func writer(
    _ change: (inout LogWriter.Configuration) -> Void = { _ in }
  ) throws -> LogWriter {
    let events = events
    return try LogWriter(
      configuration: folder.configuration {
        $0.onEvent = { events.add($0) }
        $0.compressClosedFiles = false
        change(&$0)
      }
    )
  }

  @Test("goes on in a new directory when its own is removed")
  func removedDirectory() async throws {
    let writer = try writer()
    writer.write(.operation(1))
    writer.write(.request(1, signature: 1))
    await writer.flush()
    let lost = try folder.log().lines.map(\.seq).max()
    try FileManager.default.removeItem(atPath: folder.directory)
    for number in 2...100 { writer.write(.request(number, signature: 1)) }
    await writer.close()
    let log = try folder.log()
    // Nothing but what was removed is missing, and the hash is explained again.
    #expect(log.lines("request").compactMap(\.durationMilliseconds) == (2...100).map(Double.init))
    #expect(log.lines("operation").count == 1)
    #expect(log.lines.map(\.seq) == Array((try #require(lost) + 1)...(lost ?? 0) + log.lines.count))
    #expect(log.dropped == 0)
    #expect(events.all.isEmpty)
  }

  @Test("goes on in a new file when its own gets another name, as by a rotating tool")
  func movedFile() async throws {
    let writer = try writer()
    writer.write(.request(1))
    await writer.flush()
    let path = "\(folder.directory)/shop-\(writer.name).001.jsonl"
    try FileManager.default.moveItem(
      atPath: path,
      toPath: "\(folder.directory)/moved.jsonl"
    )
    writer.write(.request(2))
    await writer.flush()
    writer.write(.request(3))
    await writer.close()
    let log = try folder.log()
    log.expectWholeNumbers()
    #expect(log.lines("request").count == 3)
    #expect(log.files.count == 2)
  }

  @Test("waits while a file stands where its directory was, and loses only what had no room")
  func replacedDirectory() async throws {
    let writer = try writer { $0.queueBytes = 64 << 10 }
    await writer.flush()
    try FileManager.default.removeItem(atPath: folder.directory)
    try folder.folder.write([], "logs")
    let refused = (1...1000).count { !writer.write(.request($0)) }
    await writer.flush()
    let later = (1001...2000).count { !writer.write(.request($0)) }
    #expect(later > 500)
    await writer.flush()
    let failure = try #require(writer.statistics.failure)
    #expect(failure.description.contains(folder.directory))
    #expect(writer.statistics.recordsDropped == refused + later)
    try FileManager.default.removeItem(atPath: folder.directory)
    await writer.flush()
    #expect(writer.statistics.failure == nil)
    writer.write(.request(2001))
    await writer.close()
    let log = try folder.log()
    #expect(log.dropped == refused + later)
    #expect(log.lines("request").count == 2001 - refused - later)
    #expect(events.all == [.failed(failure), .recovered])
    // One number, that of the opening, was in the removed file.
    #expect(log.lines.map(\.seq) == Array(2...log.lines.count + 1))
  }

  @Test("tries again by itself, and ends though it does not heal")
  func neverHealed() async throws {
    let writer = try writer()
    await writer.flush()
    try FileManager.default.removeItem(atPath: folder.directory)
    try folder.folder.write([], "logs")
    for number in 1...10 { writer.write(.request(number)) }
    try await eventually { writer.statistics.failure != nil }
    try FileManager.default.removeItem(atPath: folder.directory)
    try await eventually { writer.statistics.failure == nil }
    #expect(writer.statistics.recordsWritten == 10)
    try FileManager.default.removeItem(atPath: folder.directory)
    try folder.folder.write([], "logs")
    for number in 1...10 { writer.write(.request(number)) }
    await writer.close()
    #expect(writer.statistics.recordsWritten == 10)
    #expect(writer.statistics.recordsDropped == 10)
  }

  @Test(
    "leaves whole lines on a full disk and goes on when there is room",
    .enabled(if: Disk.canMount)
  )
  func fullDisk() async throws {
    let disk = try Disk(directory: folder.directory, kilobytes: 256)
    defer { disk.unmount() }
    let writer = try writer { $0.queueBytes = 256 << 10 }
    try Data(count: 150_000).write(to: URL(filePath: folder.directory + "/filler"))
    var refused = 0
    for number in 1...3000 {
      if !writer.write(.request(number)) { refused += 1 }
      if number.isMultiple(of: 100) { await writer.flush() }
    }
    let failure = try #require(writer.statistics.failure)
    #expect(failure.description.contains("free space"))
    try folder.log().expectWholeNumbers()
    #expect(refused > 0)
    try FileManager.default.removeItem(atPath: folder.directory + "/filler")
    await writer.flush()
    await writer.close()
    let log = try folder.log()
    log.expectWholeNumbers()
    #expect(log.dropped == refused)
    #expect(log.lines("request").count == 3000 - refused)
    #expect(events.all == [.failed(failure), .recovered])
  }
}

/// A small file system in memory; only root can make one.
struct Disk {
  let directory: String

  /// Whether this process may mount, found out by doing it.
  static let canMount: Bool = {
    guard let folder = try? TemporaryFolder() else { return false }
    guard let disk = try? Disk(directory: folder.path("try"), kilobytes: 64) else { return false }
    disk.unmount()
    return true
  }()

  init(directory: String, kilobytes: Int) throws {
    self.directory = directory
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try Self.run(["mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", directory])
  }

  func unmount() { try? Self.run(["umount", directory]) }

  private static func run(_ command: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
