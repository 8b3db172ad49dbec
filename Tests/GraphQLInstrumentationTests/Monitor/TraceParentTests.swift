import GraphQLInstrumentation
import MetricLog
import Testing

@Suite("A traceparent")
struct TraceParentTests {
  private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"

  @Test("is read by the letter of the specification")
  func accepted() throws {
    let parent = try #require(TraceParent("00-\(Self.trace)-00f067aa0ba902b7-01"))
    #expect(parent.id == TraceID(high: 0x4bf9_2f35_77b3_4da6, low: 0xa3ce_929d_0e0e_4736))
    #expect(parent.traceID == Self.trace)
    #expect(parent.parentID == 0x00f0_67aa_0ba9_02b7)
    #expect(parent.flags == 1)
    #expect(parent.header == "00-\(Self.trace)-00f067aa0ba902b7-01")
    let later = TraceParent("cc-\(Self.trace)-00f067aa0ba902b7-01-what-the-future-brings")
    #expect(later?.traceID == Self.trace)
    #expect(TraceParent("cc-\(Self.trace)-00f067aa0ba902b7-01") != nil)
  }

  @Test(
    "is refused when it is anything else",
    arguments: [
      "", "00", "00-\(trace)", "00-\(trace)-00f067aa0ba902b7",
      "00-\(trace)-00f067aa0ba902b7-01-more", "00-\(trace)-00f067aa0ba902b7-01-",
      "ff-\(trace)-00f067aa0ba902b7-01", "cc-\(trace)-00f067aa0ba902b7-01.x",
      "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
      "00-\(trace)-0000000000000000-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      "00-\(trace)-00f067aa0ba902b7-0", "00-\(trace)-00f067aa0ba902b7-0g",
      " 00-\(trace)-00f067aa0ba902b7-01", "00-\(trace)-00f067aa0ba902b7-01 ",
      "00_\(trace)-00f067aa0ba902b7-01", "0-\(trace)-00f067aa0ba902b7-011",
      "00-\(trace.dropLast())é-00f067aa0ba902b7-01",
    ]
  )
  func refused(_ header: String) {
    #expect(TraceParent(header) == nil)
  }
}
