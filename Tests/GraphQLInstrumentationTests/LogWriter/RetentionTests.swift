import Foundation
import Testing

@testable import GraphQLInstrumentation

@Suite("Retention of log files")
struct RetentionTests {
  let folder: LogFolder

  init() throws {
    folder = try LogFolder()
    try FileManager.default.createDirectory(
      atPath: folder.directory,
      withIntermediateDirectories: true
    )
  }

  private func add(_ name: String, bytes: Int = 1000, hoursOld: Double) throws {
    let path = "\(folder.directory)/\(name)"
    try Data(repeating: UInt8(ascii: "\n"), count: bytes).write(to: URL(filePath: path))
    let date = Date(timeIntervalSinceNow: -3600 * hoursOld)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.directory).sorted()
  }

  @Test("removes by age what is of its base name, and nothing else")
  func age() async throws {
    let foreign = [
      "shop-eu-aaaaaaaaaa.001.jsonl.gz", "shopping-aaaaaaaaaa.001.jsonl.gz", "notes.txt",
      "shop-aaaaaaaaaa.001.jsonl.gz.bak", "shop-AAAAAAAAAA.001.jsonl.gz", "shop.jsonl.gz",
      "shop-aaaaaaaaaa.0001.jsonl.gz", "shop-aaaaaaaaaa.000.jsonl",
    ]
    for name in foreign { try add(name, hoursOld: 100) }
    try add("shop-aaaaaaaaaa.001.jsonl.gz", hoursOld: 30)
    try add("shop-aaaaaaaaaa.002.jsonl", hoursOld: 25)
    try add(".shop-aaaaaaaaaa.003.jsonl.gz.tmp", hoursOld: 2)
    try add(".shop-aaaaaaaaaa.005.jsonl.gz.tmp", hoursOld: 0.5)
    try add("shop-aaaaaaaaaa.004.jsonl.gz", hoursOld: 23)
    let writer = try LogWriter(
      configuration: folder.configuration {
        $0.maximumAge = .seconds(24 * 3600)
        $0.compressClosedFiles = false
      }
    )
    await writer.flush()
    let kept = [
      "shop-aaaaaaaaaa.004.jsonl.gz", ".shop-aaaaaaaaaa.005.jsonl.gz.tmp",
      "shop-\(writer.name).001.jsonl",
    ]
    #expect(try names() == (foreign + kept).sorted())
    await writer.close()
  }

  @Test("removes the oldest when all together are too large, but no file that is open")
  func totalSize() async throws {
    for number in 1...9 {
      try add("shop-aaaaaaaaaa.00\(number).jsonl.gz", hoursOld: Double(10 - number))
    }
    let configuration = folder.configuration {
      $0.maximumTotalBytes = 4000
      $0.rotateAtBytes = 4096
      $0.compressClosedFiles = false
    }
    let idle = try LogWriter(configuration: configuration)
    await idle.flush()
    let path = "\(folder.directory)/shop-\(idle.name).001.jsonl"
    let old = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -86_400)]
    try FileManager.default.setAttributes(old, ofItemAtPath: path)
    #expect(try names().count == 4)
    let busy = try LogWriter(configuration: configuration)
    for number in 1...100 { busy.write(.request(number)) }
    await busy.close()
    // The oldest of all, but in use.
    #expect(FileManager.default.fileExists(atPath: path))
    let sizes = try names().map { try Data(contentsOf: URL(filePath: "\(folder.directory)/\($0)")) }
    #expect(sizes.reduce(0) { $0 + $1.count } <= 4000)
    #expect(try !names().contains { $0.hasPrefix("shop-aaaaaaaaaa") })
    await idle.close()
  }
}
