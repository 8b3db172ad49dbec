import MetricLog
import Testing

@testable import GraphQLInstrumentation

@Suite("A record in the queue")
struct LogRecordTests {
  @Test("is estimated by its parts and its texts")
  func estimate() {
    var request = RequestRecord(
      timeMicroseconds: 0,
      operation: RequestRecord.Operation(name: nil, kind: .query),
      durationNanoseconds: 1
    )
    let bare = LogRecord.request(request).estimatedBytes
    request.fields = (0..<10).map { RequestRecord.FieldCall(field: "Query.f\($0)", calls: 1) }
    #expect(LogRecord.request(request).estimatedBytes >= bare + 10 * 64)
    let statement = StatementRecord(
      timeMicroseconds: 0,
      fingerprint: 1,
      system: nil,
      text: String(repeating: "x", count: 10_000)
    )
    #expect(LogRecord.statement(statement).estimatedBytes >= 10_000)
  }
}
