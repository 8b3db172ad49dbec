import Foundation
import GraphQLInstrumentation
import MetricLog
import QueryShapes
import TestSupport
import Testing

@Suite("A log holds no secrets")
struct PrivacyTests {
  /// Stands wherever a user's value can stand; also as digits, for places that take only numbers.
  private static let canary = "canary7f3a"
  private static let number = 918_273_645

  @Test("whatever is planted in documents, variables, headers, SQL, parameters and errors")
  func canaries() async throws {
    let folder = try TemporaryFolder()
    var configuration = LogWriter.Configuration(
      directory: folder.url.path,
      service: "shop",
      env: "test",
      release: "1"
    )
    configuration.compressClosedFiles = false
    let log = try LogWriter(configuration: configuration)
    let monitor = PerformanceMonitor(log: log)
    for system in [DatabaseSystem.sqlite, .postgresql, .mysql, .other] {
      try? await monitor.withRequest(Self.info) { request in
        request.identify(
          document: Self.document,
          variables: ["v": .string(Self.canary), "n": .int(Self.number)]
        )
        request.recordError(code: "could not find \(Self.canary)")
        withField("Query.user") {
          for sql in Self.statements {
            recordStatement(
              sql: sql,
              parameters: .values(Self.canary, Self.number),
              duration: .milliseconds(1),
              system: system
            )
          }
        }
        monitor.cache("users").miss()
        throw Failure(message: "no user \(Self.canary) \(Self.number)")
      }
    }
    monitor.sampleProcess()
    await log.close()
    let text = try Self.everything(in: folder)
    #expect(text.contains("\"type\":\"request\""))
    #expect(text.contains("select * from users where"))
    #expect(!text.contains(Self.canary))
    #expect(!text.contains(String(Self.number)))
  }

  private struct Failure: Error { var message: String }

  private static let info = RequestInfo(
    clientName: "ios",
    traceParent: "00-\(canary)-\(number)-01",
    requestBytes: 10
  )

  private static let document = """
    # \(canary)
    query User($v: String = "\(canary)", $n: Int = \(number)) {
      user(name: "\(canary)", age: \(number), tags: ["\(canary)"], by: {name: "\(canary)"}) {
        \(canary): posts(text: \"\"\"\(canary)\"\"\", score: 0.\(number)) @include(if: true) { id }
      }
    }
    """

  private static let statements = [
    "SELECT * FROM users WHERE name = '\(canary)' AND age = \(number)",
    "SELECT * FROM users WHERE name IN ('a', '\(canary)') LIMIT \(number)",
    "INSERT INTO users VALUES ('it''s \(canary)', x'\(number)', 1.\(number)e5)",
    "UPDATE users SET a = 1 /* \(canary) */ WHERE b = 2 -- \(canary)",
    "SELECT * FROM users WHERE name = 'unterminated \(canary)",
  ]

  private static func everything(in folder: TemporaryFolder) throws -> String {
    var bytes: [UInt8] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() {
      bytes += [UInt8](try Data(contentsOf: folder.url.appending(path: name)))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
