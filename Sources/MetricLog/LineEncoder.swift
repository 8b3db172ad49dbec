/// Writes records as lines of the metric log, version 1, for one source.
///
/// Every line has its fields in the order of the format's description and ends in `\n`. The parts
/// that all lines of a source share are encoded once.
package struct LineEncoder: Sendable {
  /// Who writes the records.
  package let source: RecordSource
  /// From the end of the time to the digits of `seq`.
  private let sourceBytes: [UInt8]
  /// The day of ``dateBytes``, 1970-01-01 being 0.
  private var day: Int64
  /// The day as `2026-11-22T`.
  private var dateBytes: [UInt8]

  package init(source: RecordSource) {
    self.source = source
    var bytes: [UInt8] = []
    bytes.append(raw: "\",\"service\":")
    bytes.append(jsonString: source.service)
    bytes.append(raw: ",\"env\":")
    bytes.append(jsonString: source.env)
    bytes.append(raw: ",\"host\":")
    bytes.append(jsonString: source.host)
    bytes.append(raw: ",\"release\":")
    bytes.append(jsonString: source.release)
    bytes.append(raw: ",\"writer\":")
    bytes.append(jsonString: source.writer)
    bytes.append(raw: ",\"seq\":")
    sourceBytes = bytes
    day = 0
    dateBytes = Self.date(0)
  }

  private static func date(_ day: Int64) -> [UInt8] {
    let date = Timestamp.civil(daysSince1970: day)
    var bytes: [UInt8] = []
    bytes.append(digitsOf: UInt64(clamping: date.year), width: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(digitsOf: UInt64(clamping: date.month), width: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(digitsOf: UInt64(clamping: date.day), width: 2)
    bytes.append(UInt8(ascii: "T"))
    return bytes
  }

  /// Appends the fields that every record has, up to `seq`.
  mutating func appendHead(
    _ type: RecordType,
    timeMicroseconds: Int64,
    seq: UInt64,
    to line: inout [UInt8]
  ) {
    line.append(raw: "{\"v\":1,\"type\":\"")
    line.append(raw: type.name)
    line.append(raw: "\",\"time\":\"")
    appendTime(timeMicroseconds, to: &line)
    line.append(contentsOf: sourceBytes)
    line.append(digitsOf: seq)
  }

  /// Appends the end of a record and of its line.
  func appendEnd(to line: inout [UInt8]) {
    line.append(UInt8(ascii: "}"))
    line.append(UInt8(ascii: "\n"))
  }

  private mutating func appendTime(_ microseconds: Int64, to line: inout [UInt8]) {
    let timeDay = microseconds.flooredQuotient(86_400_000_000)
    if timeDay != day {
      day = timeDay
      dateBytes = Self.date(timeDay)
    }
    line.append(contentsOf: dateBytes)
    let rest = UInt64(microseconds - timeDay * 86_400_000_000)
    let seconds = rest / 1_000_000
    line.append(digitsOf: seconds / 3600, width: 2)
    line.append(UInt8(ascii: ":"))
    line.append(digitsOf: seconds / 60 % 60, width: 2)
    line.append(UInt8(ascii: ":"))
    line.append(digitsOf: seconds % 60, width: 2)
    line.append(UInt8(ascii: "."))
    line.append(digitsOf: rest % 1_000_000, width: 6)
    line.append(UInt8(ascii: "Z"))
  }
}
