import Foundation
import MetricLog
import TestSupport
import Testing

import GraphQLInstrumentation

@Suite("Compression of closed files")
struct CompressionTests {
  let folder: LogFolder

  init() throws { folder = try LogFolder() }

  /// The members of a file, found by the sizes that they say, and the text of each.
  private func members(_ file: String) throws -> [[UInt8]] {
    let stored = try [UInt8](Data(contentsOf: URL(filePath: "\(folder.directory)/\(file)")))
    var members: [[UInt8]] = []
    var start = 0
    while start < stored.count {
      try #require(start + 20 <= stored.count)
      #expect(stored[start..<start + 4] == [0x1F, 0x8B, 8, 4])
      #expect(stored[start + 10..<start + 16] == [8, 0, 0x4E, 0x4A, 4, 0])
      let size = stored[start + 16..<start + 20].reversed().reduce(0) { $0 << 8 | Int($1) }
      try #require(size > 20 && start + size <= stored.count)
      members.append(Gzip.inflated(Array(stored[start..<start + size]), limit: 64 << 10))
      start += size
    }
    return members
  }

  @Test("cuts members at line ends, each with its size, and zcat reads them as one")
  func members() async throws {
    let writer = try LogWriter(configuration: folder.configuration { $0.memberBytes = 4096 })
    for number in 1...500 { writer.write(.request(number)) }
    let long = String(repeating: "x", count: 10_000)
    writer.write(.deploy(DeployRecord(timeMicroseconds: 0, note: long)))
    for number in 501...1000 { writer.write(.request(number)) }
    await writer.flush()
    let name = "shop-\(writer.name).001.jsonl"
    let plain = try [UInt8](Data(contentsOf: URL(filePath: "\(folder.directory)/\(name)")))
    await writer.close()

    let members = try members(name + ".gz")
    #expect(members.count > 40)
    let longest = plain.split(separator: UInt8(ascii: "\n")).map(\.count).max() ?? 0
    for member in members {
      #expect(member.last == UInt8(ascii: "\n"))
      let isOneLine = member.count { $0 == UInt8(ascii: "\n") } == 1
      #expect(member.count <= 4096 || isOneLine && member.count == longest + 1)
    }
    #expect(members.dropLast().count { $0.count < 3500 } <= 2, "members are filled")
    let text = members.flatMap(\.self)
    #expect(Array(text.prefix(plain.count)) == plain)

    let zcat = Process()
    let output = Pipe()
    zcat.executableURL = URL(filePath: "/bin/zcat")
    zcat.arguments = ["\(folder.directory)/\(name).gz"]
    zcat.standardOutput = output
    try zcat.run()
    let read = try output.fileHandleForReading.readToEnd()
    zcat.waitUntilExit()
    #expect(zcat.terminationStatus == 0)
    #expect(read.map { [UInt8]($0) } == text)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.directory) == [name + ".gz"])
  }

  @Test("leaves a file plain that cannot be compressed")
  func impossible() async throws {
    let writer = try LogWriter(configuration: folder.configuration())
    writer.write(.request(1))
    let temporary = "\(folder.directory)/.shop-\(writer.name).001.jsonl.gz.tmp"
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    await writer.close()
    let log = try folder.log()
    #expect(log.files == ["shop-\(writer.name).001.jsonl"])
    #expect(log.lines("request").count == 1)
  }

  /// Texts that a killed writer may leave, and what is to become of them.
  private static let tails: [(name: String, left: String, mended: String)] = {
    let line = #"{"v":1,"type":"deploy","time":"2026-01-01T00:00:00Z","service":"a\"}"}"#
    let long = line + "\n" + #"{"v":1,"note":""# + String(repeating: "x", count: 200_000)
    return [
      ("shop-aaaaaaaaaa.001.jsonl", line + "\n" + line.dropLast(9), line + "\n"),
      ("shop-aaaaaaaaaa.002.jsonl", line + "\n" + line, line + "\n" + line + "\n"),
      ("shop-aaaaaaaaaa.003.jsonl", line + "\n", line + "\n"),
      ("shop-aaaaaaaaaa.004.jsonl", long, line + "\n"),
      ("shop-aaaaaaaaaa.005.jsonl", line + "\n\0\0\0", line + "\n"),
    ]
  }()

  @Test("takes away the line that a writer was killed in", arguments: [false, true])
  func mends(isCompressed: Bool) async throws {
    let directory = folder.directory
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let old = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -100)]
    for tail in Self.tails {
      try Data(tail.left.utf8).write(to: URL(filePath: "\(directory)/\(tail.name)"))
      try FileManager.default.setAttributes(old, ofItemAtPath: "\(directory)/\(tail.name)")
    }
    let writer = try LogWriter(
      configuration: folder.configuration { $0.compressClosedFiles = isCompressed }
    )
    await writer.close()
    for tail in Self.tails {
      let path = "\(directory)/\(tail.name)\(isCompressed ? ".gz" : "")"
      let stored = try [UInt8](Data(contentsOf: URL(filePath: path)))
      let text = isCompressed ? Gzip.inflated(stored, limit: 1 << 20) : stored
      #expect(String(decoding: text, as: UTF8.self) == tail.mended, "\(tail.name)")
    }
  }

  @Test("leaves a file alone that ends in more than a line")
  func noLine() async throws {
    let directory = folder.directory
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let path = "\(directory)/shop-aaaaaaaaaa.001.jsonl"
    try Data(repeating: 0x7B, count: 1_200_000).write(to: URL(filePath: path))
    let old = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -100)]
    try FileManager.default.setAttributes(old, ofItemAtPath: path)
    let configuration = folder.configuration { $0.compressClosedFiles = false }
    await (try LogWriter(configuration: configuration)).close()
    let stored = try Data(contentsOf: URL(filePath: path))
    #expect(stored.count == 1_200_000)
  }

  @Test("waits for the names in its directory, and says so when there is none")
  func directories() throws {
    try FileManager.default.createDirectory(
      atPath: folder.directory,
      withIntermediateDirectories: true
    )
    try FileSystem.syncDirectory(folder.directory)
    // Logs may be behind a link.
    let link = folder.directory + "-link"
    try FileManager.default.createSymbolicLink(
      atPath: link,
      withDestinationPath: folder.directory
    )
    try FileSystem.syncDirectory(link)
    #expect(throws: SystemFailure.self) {
      try FileSystem.syncDirectory(folder.directory + "/missing")
    }
  }

  @Test("takes care of files whose writers died, and of no others")
  func leftBehind() async throws {
    let writer = try LogWriter(configuration: folder.configuration())
    let text = #"{"v":1,"type":"deploy","time":"2026-01-01T00:00:00Z","service":"shop"}"# + "\n"
    let old = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -100)]
    // In the future, so that it is young whenever a busy machine comes to look at it.
    let young = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: 3600)]
    let names = [
      "shop-aaaaaaaaaa.001.jsonl", "shop-bbbbbbbbbb.001.jsonl", "shop-x-aaaaaaaaaa.001.jsonl",
      "shop-aaaaaaaaaa.1.jsonl", "other.jsonl",
    ]
    for name in names {
      let path = "\(folder.directory)/\(name)"
      try Data(text.utf8).write(to: URL(filePath: path))
      // The second is young: its writer may be about to lock it.
      let age = name == names[1] ? young : old
      try FileManager.default.setAttributes(age, ofItemAtPath: path)
    }
    // The third holds nothing, so that nothing of it is kept.
    let empty = "\(folder.directory)/shop-cccccccccc.001.jsonl"
    try Data().write(to: URL(filePath: empty))
    try FileManager.default.setAttributes(old, ofItemAtPath: empty)
    await writer.flush()
    let own = "\(folder.directory)/shop-\(writer.name).001.jsonl"
    try FileManager.default.setAttributes(old, ofItemAtPath: own)
    let other = try LogWriter(configuration: folder.configuration())
    await other.close()
    await writer.flush()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.directory).sorted()
        == (names.dropFirst() + [
          names[0] + ".gz", "shop-\(writer.name).001.jsonl", "shop-\(other.name).001.jsonl.gz",
        ]).sorted()
    )
    #expect(try members(names[0] + ".gz") == [Array(text.utf8)])
    await writer.close()
  }
}
