import Foundation
import TestSupport
import Testing

import GraphQLInstrumentation

@Suite("A process that writes a log")
struct VictimTests {
  let folder: LogFolder

  init() throws { folder = try LogFolder() }

  @Test("can be killed at any moment: whole numbers, and all that was flushed")
  func killed() async throws {
    var random = SeededGenerator(seed: 3)
    var compressed = 0
    for _ in 0..<12 {
      let folder = try LogFolder()
      let victim = try Victim("endless", directory: folder.directory)
      try await eventually { try victim.number("flushed") != nil }
      try await Task.sleep(for: .microseconds(random.below(150_000)))
      victim.kill()
      let flushed = try #require(try victim.number("flushed"))
      let log = try WrittenLog(folder.directory, mayBeCut: true)
      // The system may stop copying at a page's end when the process is killed: then the very last
      // line of all is cut, and it is of those that were not flushed.
      #expect(log.cutFiles.isEmpty || log.cutFiles == log.files.suffix(1))
      // A kill between a compressed file's completion and the plain one's removal leaves both.
      log.expectWholeNumbers(mayRepeat: true)
      let requests = Set(log.lines("request").map(\.seq))
      // It waits for a flush after each hundred.
      #expect(flushed...flushed + 100 ~= requests.count)
      #expect(log.dropped == 0)
      compressed += log.files.count { $0.hasSuffix(".gz") }
      try await succeed(folder, log)
    }
    #expect(compressed > 0)
  }

  /// Starts the service again, a little later: now every line of every file is a record.
  private func succeed(_ folder: LogFolder, _ before: WrittenLog) async throws {
    let old = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -100)]
    for file in before.files {
      try FileManager.default.setAttributes(old, ofItemAtPath: "\(folder.directory)/\(file)")
    }
    let configuration = folder.configuration { $0.baseName = "victim" }
    await (try LogWriter(configuration: configuration)).close()
    let after = try folder.log()
    #expect(after.files.allSatisfy { $0.hasSuffix(".gz") })
    after.expectWholeNumbers(mayRepeat: true)
    // Nothing is gone; the line that was cut may have lacked nothing but its end.
    let victim = try #require(before.lines.first?.writer)
    let numbers = try #require(after.numbers[victim])
    let known = try #require(before.numbers[victim]).count
    #expect(known...known + before.cutFiles.count ~= numbers.count)
  }

  @Test("keeps whole lines when its files may not grow, and goes on when they may")
  func fileLimit() throws {
    let victim = try Victim("file-limit", directory: folder.directory)
    #expect(victim.exitCode() == 0)
    let log = try folder.log()
    log.expectWholeNumbers()
    let accepted = try #require(try victim.number("accepted"))
    #expect(accepted < 1010)
    #expect(log.lines("request").count == accepted)
    #expect(try victim.number("written") == accepted)
    #expect(log.dropped == 1010 - accepted)
    #expect(try victim.number("dropped") == 1010 - accepted)
  }

  @Test("writes on in the file it has when its directory is closed to it, and rotates later")
  func permission() throws {
    // It gives up root's rights, which no permission binds, and needs a place where all may write.
    let directory = NSTemporaryDirectory() + "nightjar-test-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let victim = try Victim("permission", directory: directory)
    #expect(victim.exitCode() == 0)
    let log = try WrittenLog(directory)
    log.expectWholeNumbers()
    #expect(try victim.number("accepted") == 300)
    #expect(log.lines("request").count == 300)
    #expect(log.dropped == 0)
    #expect(try #require(try victim.text("refused")).contains("give the server's user the right"))
  }
}
