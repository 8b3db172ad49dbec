import Foundation
import GraphQLInstrumentation
import MetricLog
import TestSupport

/// A directory for logs, and what tests write into it.
struct LogFolder {
  let folder: TemporaryFolder
  /// A directory that is not there until a writer makes it.
  let directory: String

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.path("logs")
  }

  /// A configuration with a service of `shop`; tests change what they are about.
  func configuration(
    _ change: (inout LogWriter.Configuration) -> Void = { _ in }
  ) -> LogWriter.Configuration {
    var configuration = LogWriter.Configuration(
      directory: directory,
      service: "shop",
      env: "test",
      release: "7",
      host: "here"
    )
    // A second would make every test that waits for a flush last one.
    configuration.flushInterval = .milliseconds(10)
    change(&configuration)
    return configuration
  }

  /// What stands in the files now.
  func log() throws -> WrittenLog { try WrittenLog(directory) }
}

extension LogRecord {
  /// A request that is known by its duration in milliseconds.
  static func request(
    _ number: Int,
    signature: UInt64? = nil,
    statements: [UInt64] = []
  ) -> LogRecord {
    var record = RequestRecord(
      timeMicroseconds: 1_700_000_000_000_000,
      operation: RequestRecord.Operation(name: "Products", kind: .query, signature: signature),
      durationNanoseconds: Int64(number) * 1_000_000
    )
    if !statements.isEmpty {
      record.database = RequestRecord.Database(
        count: statements.count,
        statements: statements.map {
          RequestRecord.StatementCall(fingerprint: $0, field: "Query.products", count: 1)
        }
      )
    }
    return .request(record)
  }

  /// The text behind a signature.
  static func operation(_ signature: UInt64, document: String = "{products{id}}") -> LogRecord {
    .operation(
      OperationRecord(
        timeMicroseconds: 1_700_000_000_000_000,
        signature: signature,
        name: "Products",
        kind: .query,
        document: document
      )
    )
  }

  /// The text behind a fingerprint.
  static func statement(_ fingerprint: UInt64) -> LogRecord {
    .statement(
      StatementRecord(
        timeMicroseconds: 1_700_000_000_000_000,
        fingerprint: fingerprint,
        system: "sqlite",
        text: "select ? from \(fingerprint)"
      )
    )
  }
}
