import MetricLog
import Foundation
import GzipWriting

/// Where the bytes of one log file go: to disk, plain or compressed.
final class LogSink {
  private let path: String
  private let handle: FileHandle
  private let gzip: GzipWriter?
  /// The plain bytes of a gzip member.
  private let memberBytes: Int?
  private var bytesInMember = 0

  init(path: String, gzip options: ScenarioGzip?) throws(GenerationError) {
    self.path = path
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw .cannotWrite(path: path, reason: "the file cannot be created") }
    self.handle = handle
    memberBytes = options?.member?.bytes
    do {
      gzip = try options.map { try GzipWriter(level: $0.level) }
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  func write(_ bytes: [UInt8]) throws(GenerationError) {
    do {
      guard let gzip else { return try handle.write(contentsOf: Data(bytes)) }
      var start = 0
      while start < bytes.count {
        let room = memberBytes.map { $0 - bytesInMember } ?? bytes.count
        let end = min(bytes.count, start + room)
        try gzip.compress(bytes, start..<end) { try handle.write(contentsOf: Data($0)) }
        bytesInMember += end - start
        start = end
        if bytesInMember == memberBytes { try endMember(gzip) }
      }
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  func close() throws(GenerationError) {
    do {
      if let gzip, bytesInMember > 0 { try endMember(gzip) }
      try handle.close()
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  private func endMember(_ gzip: GzipWriter) throws {
    try gzip.endMember { try handle.write(contentsOf: Data($0)) }
    bytesInMember = 0
  }

  private static func failure(_ error: any Error, path: String) -> GenerationError {
    if let zlib = error as? ZlibFailure { return .compressionFailed(path: path, code: zlib.code) }
    return .cannotWrite(path: path, reason: error.localizedDescription)
  }
}
