internal import Analysis
internal import Foundation

/// A directory of digests, each named for its day.
struct DigestFolder {
  private let url: URL

  /// Makes the directory when it is missing.
  ///
  /// - Throws: ``Failure`` when that is not possible.
  init(_ path: String) throws {
    url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw Failure.output(path: path, reason: SystemError.text(SystemError.code(of: error)))
    }
  }

  /// Writes digests as `2026-11-22.digest`; each file appears whole or not at all.
  func write(_ days: [(day: Day, bytes: [UInt8])]) throws {
    for (day, bytes) in days {
      try AtomicFile(path: url.appending(path: "\(day.text).digest").path).write(bytes)
    }
  }
}
