package import Foundation

/// Compares a text with the one that was checked by hand and stored beside the tests.
///
/// A mismatch throws a diff and leaves the actual text in the temporary folder. With
/// `UPDATE_GOLDEN=1` the stored text is rewritten, and the test fails all the same: the change is to
/// be reviewed like code.
package struct GoldenFile: Sendable {
  /// The file with the expected text.
  package let url: URL

  /// The file `Golden/<path>` beside the test that asks for it.
  package init(_ path: String, testFile: String = #filePath) {
    url = URL(fileURLWithPath: testFile).deletingLastPathComponent()
      .appendingPathComponent("Golden").appendingPathComponent(path)
  }

  /// Throws a ``Mismatch`` unless `actual` is the expected text, byte for byte.
  package func check(_ actual: String) throws {
    let update = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
    let expected = FileManager.default.contents(atPath: url.path)
    if expected == Data(actual.utf8), !update { return }
    let target = update ? url : temporaryURL
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(actual.utf8).write(to: target)
    guard let expected else { throw Mismatch(url: url, writtenTo: target, diff: "no such file") }
    if expected == Data(actual.utf8) { return }
    let diff = LineDiff.text(
      expected: String(decoding: expected, as: UTF8.self),
      actual: actual
    )
    throw Mismatch(url: url, writtenTo: target, diff: diff)
  }

  private var temporaryURL: URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("nightjar-golden")
      .appendingPathComponent(url.deletingLastPathComponent().lastPathComponent)
      .appendingPathComponent(url.lastPathComponent)
  }

  /// How an actual text differs from the expected one.
  package struct Mismatch: Error, CustomStringConvertible {
    package let url: URL
    package let writtenTo: URL
    package let diff: String

    package var description: String {
      "\(url.lastPathComponent) is not as expected; the actual text is in \(writtenTo.path)\n\(diff)"
    }
  }
}
