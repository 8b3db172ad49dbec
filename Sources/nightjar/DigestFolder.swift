internal import Foundation

/// A directory of digests, each named for its day or week.
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

  /// Writes a digest as `2026-11-22.digest`, the name being `2026-11-22`; the file appears whole or not
  /// at all.
  func write(_ bytes: [UInt8], name: String) throws {
    try AtomicFile(path: url.appending(path: "\(name).digest").path).write(bytes)
  }
}
