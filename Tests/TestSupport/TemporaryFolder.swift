package import Foundation

/// A folder of its own for a test; it goes away with its last use.
package final class TemporaryFolder: Sendable {
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "nightjar-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in the folder, whether it exists or not.
  package func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a file and returns its path; folders in its name are made.
  @discardableResult
  package func write(_ bytes: [UInt8], _ name: String = "log.jsonl") throws -> String {
    let file = url.appending(path: name)
    if name.contains("/") { try makeFolder(file.deletingLastPathComponent()) }
    try Data(bytes).write(to: file)
    return file.path
  }

  private func makeFolder(_ folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }
}
