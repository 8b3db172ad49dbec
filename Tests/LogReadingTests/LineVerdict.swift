import LogReading
import MetricLog

/// A line of a record with one field of interest, and what the reader makes of it.
enum LineVerdict {
  /// A request with these members beside the required ones but `duration_ms`.
  static func request(_ members: String) -> [UInt8] { line("request", members) }

  /// A record of a type with its required common fields and these members.
  static func line(_ type: String, _ members: String) -> [UInt8] {
    let common = #""v":1,"type":"\#(type)","time":"2026-03-14T02:41:10Z","service":"s""#
    return Array("{\(common),\(members)}".utf8)
  }

  /// The reason for which a new reader refuses a line; `nil` when it accepts it.
  static func reason(_ line: [UInt8]) -> RejectionReason? {
    var check = LineCheck()
    return check.reason(line)
  }
}

extension LineCheck {
  /// The reason for which a line is refused; `nil` when it is accepted.
  mutating func reason(_ line: [UInt8]) -> RejectionReason? {
    guard case .rejected(let failure) = read(line) else { return nil }
    return failure.reason
  }
}
