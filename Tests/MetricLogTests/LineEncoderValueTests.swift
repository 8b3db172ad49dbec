import Foundation
import MetricLog
import Testing

@Suite("The values in encoded lines")
struct LineEncoderValueTests {
  private let source = RecordSource(
    service: "shop",
    env: "production",
    host: "web-03",
    release: "2026.11.2",
    writer: "k3v9t2"
  )
  /// Microseconds of 2026-11-22T03:14:15.926535Z.
  private let time: Int64 = 1_795_317_255_926_535

  private func line(_ write: (inout LineEncoder, inout [UInt8]) -> Void) -> String {
    var encoder = LineEncoder(source: source)
    var bytes: [UInt8] = []
    write(&encoder, &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("escapes any string so that it parses back to itself")
  func strings() throws {
    var samples = (0..<0x80).compactMap { Unicode.Scalar($0).map(String.init) }
    samples += ["\u{2028}\u{2029}", "👩‍👩‍👧‍👦 \"é\" \\ \u{FFFF}", "", "\u{7F}\u{85}", "\r\n\t\u{8}\u{C}/"]
    var state: UInt64 = 42
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let limit: UInt32 = state & 1 == 0 ? 0x30 : 0x11_0000
        if let scalar = Unicode.Scalar(UInt32(state >> 33) % limit) {
          text.unicodeScalars.append(scalar)
        }
      }
      samples.append(text)
    }
    for sample in samples {
      let line = line {
        $0.append(DeployRecord(timeMicroseconds: time, note: sample), seq: 1, to: &$1)
      }
      let parsed = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let note = try #require(parsed?["note"] as? String)
      #expect(Array(note.utf8) == Array(sample.utf8))
    }
  }

  @Test(
    "prints milliseconds exactly",
    arguments: [
      (0, "0"), (1, "0.000001"), (123_456_000, "123.456"), (1_000_000, "1"),
      (999_999, "0.999999"), (70_010_000, "70.01"), (-1_500_000, "-1.5"),
      (Int64.max, "9223372036854.775807"), (Int64.min, "-9223372036854.775808"),
    ] as [(Int64, String)]
  )
  func milliseconds(nanoseconds: Int64, text: String) {
    let record = RequestRecord(
      timeMicroseconds: time,
      operation: .init(name: nil, kind: .query),
      durationNanoseconds: nanoseconds
    )
    let line = line { $0.append(record, seq: 1, to: &$1) }
    #expect(line.contains("\"duration_ms\":\(text),"))
  }

  @Test("writes the same times as Timestamp, across days and in any order")
  func times() {
    var encoder = LineEncoder(source: source)
    let day: Int64 = 86_400_000_000
    let times = [0, 1, day - 1, day, time, time - 400 * day, time + 9000 * day, 59_999_999]
    for time in times {
      var bytes: [UInt8] = []
      encoder.append(DeployRecord(timeMicroseconds: time), seq: 1, to: &bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("\"time\":\"\(Timestamp.rfc3339(microseconds: time))\""))
    }
  }
}
