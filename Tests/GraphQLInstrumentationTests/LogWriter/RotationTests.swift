import Foundation
import Testing

@testable import GraphQLInstrumentation

@Suite("Rotation of log files")
struct RotationTests {
  let folder: LogFolder

  init() throws { folder = try LogFolder() }

  @Test("keeps the numbers whole over many files, plain or compressed", arguments: [false, true])
  func bySize(isCompressed: Bool) async throws {
    let writer = try LogWriter(
      configuration: folder.configuration {
        $0.rotateAtBytes = 20_000
        $0.compressClosedFiles = isCompressed
      }
    )
    for number in 1...2000 {
      writer.write(.request(number))
      if number.isMultiple(of: 300) { await writer.flush() }
    }
    await writer.close()
    let log = try folder.log()
    #expect(log.files.count > 10)
    #expect(log.files.allSatisfy { $0.hasSuffix(isCompressed ? ".gz" : ".jsonl") })
    #expect(log.files.first == "shop-\(writer.name).001.jsonl" + (isCompressed ? ".gz" : ""))
    #expect(writer.statistics.filesOpened == log.files.count)
    log.expectWholeNumbers()
    #expect(log.lines("request").compactMap(\.durationMilliseconds) == (1...2000).map(Double.init))
    for (index, file) in log.files.enumerated() {
      let lines = log.lines(in: file)
      #expect(lines.first?.event == "open")
      #expect(lines.last?.event == (index == log.files.count - 1 ? "close" : "rotate"))
      #expect(lines.count { $0.type == "writer" } == 2)
      if !isCompressed {
        let bytes = try Data(contentsOf: URL(filePath: "\(folder.directory)/\(file)")).count
        // One record and the writer's own beyond the limit.
        #expect(bytes <= 20_000 + 600)
      }
    }
    #expect(log.dropped == 0)
  }

  @Test("happens by time if there is a record, and not before")
  func byTime() async throws {
    let writer = try LogWriter(
      configuration: folder.configuration { $0.rotateAfter = .milliseconds(50) }
    )
    try await Task.sleep(for: .milliseconds(200))
    await writer.flush()
    #expect(writer.statistics.filesOpened == 1)
    writer.write(.request(1))
    try await eventually { writer.statistics.filesOpened == 2 }
    try await Task.sleep(for: .milliseconds(200))
    await writer.flush()
    #expect(writer.statistics.filesOpened == 2)
    await writer.close()
    try folder.log().expectWholeNumbers()
  }

  @Test("keeps writers apart that share a directory")
  func severalWriters() async throws {
    let configuration = folder.configuration { $0.rotateAtBytes = 20_000 }
    let writers = try (0..<4).map { _ in try LogWriter(configuration: configuration) }
    await withTaskGroup { group in
      for task in 0..<8 {
        group.addTask {
          for number in 0..<500 { writers[task % 4].write(.request(task * 500 + number)) }
        }
      }
    }
    for writer in writers { await writer.close() }
    let log = try folder.log()
    log.expectWholeNumbers()
    #expect(Set(log.lines.map(\.writer)) == Set(writers.map(\.name)))
    #expect(Set(log.lines("request").compactMap(\.durationMilliseconds)).count == 4000)
    for file in log.files { #expect(Set(log.lines(in: file).map(\.writer)).count == 1) }
  }
}
