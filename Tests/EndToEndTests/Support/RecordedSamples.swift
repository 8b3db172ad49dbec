import Foundation
import TestSupport
import Testing

/// Two of the sample logs, read once and recorded in a history, against which others are held: made once
/// for all tests of a suite.
///
/// - `logs`: the two logs, compressed; 2,686 records, the last of them on the next day.
/// - `one/all.jsonl`: the same as one file.
/// - `one.sqlite`: the history of that file, and `one.days` its digests.
struct RecordedSamples: SuiteTrait, TestScoping {
  @TaskLocal static var folder: Scratch?

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    let scratch = try Scratch()
    for log in try scratch.copySamples().dropFirst(2) {
      try FileManager.default.removeItem(at: scratch.url(log))
    }
    let made = try scratch.shell(
      """
      gzip -dc logs/*.gz > all.jsonl; mkdir one; mv all.jsonl one/
      $NIGHTJAR history import one --history one.sqlite
      $NIGHTJAR history export -o one.days --history one.sqlite
      """
    )
    try #require(made.status == 0, "\(made.errors)")
    try await Self.$folder.withValue(scratch) { try await function() }
  }

  /// A folder of one's own with all of it.
  static func copy() throws -> Scratch {
    let shared = try #require(folder, "the suite has the trait")
    let scratch = try Scratch()
    for name in try shared.names() {
      try FileManager.default.copyItem(at: shared.url(name), to: scratch.url(name))
    }
    return scratch
  }
}
