package import MetricLog

/// A `traceparent` header of W3C Trace Context.
public struct TraceParent: Sendable, Hashable {
  /// The trace that the request belongs to.
  package let id: TraceID
  /// The span of the caller.
  public let parentID: UInt64
  /// The flags; the lowest bit says that the caller records the trace.
  public let flags: UInt8

  /// The trace as 32 lower-case hexadecimal digits.
  public var traceID: String { Self.hex(id.high) + Self.hex(id.low) }

  /// The header of version 0 that says the same.
  public var header: String {
    let digits = String(flags, radix: 16)
    return "00-\(traceID)-\(Self.hex(parentID))-\(digits.count < 2 ? "0" : "")\(digits)"
  }

  /// Reads a header, to the letter of the specification.
  ///
  /// Refused are upper-case digits, ids of zeros only, version `ff`, and a header of version 0 that
  /// is longer than its four fields. A later version may have further fields after a dash.
  ///
  /// - Parameter header: The header's value, without white space around it.
  public init?(_ header: String) {
    var reader = Reader(bytes: Array(header.utf8.prefix(56)))
    guard let version = reader.number(digits: 2), version != 0xff, reader.dash(),
      let high = reader.number(digits: 16), let low = reader.number(digits: 16), reader.dash(),
      let parent = reader.number(digits: 16), reader.dash(),
      let flags = reader.number(digits: 2)
    else { return nil }
    guard high | low != 0, parent != 0 else { return nil }
    if !reader.isAtEnd {
      guard version > 0, reader.dash() else { return nil }
    }
    id = TraceID(high: high, low: low)
    parentID = parent
    self.flags = UInt8(truncatingIfNeeded: flags)
  }

  static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private struct Reader {
    var bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func dash() -> Bool {
      guard position < bytes.count, bytes[position] == UInt8(ascii: "-") else { return false }
      position += 1
      return true
    }

    mutating func number(digits: Int) -> UInt64? {
      guard position + digits <= bytes.count else { return nil }
      var number: UInt64 = 0
      for byte in bytes[position..<position + digits] {
        let digit: UInt8
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
        default: return nil
        }
        number = number << 4 | UInt64(digit)
      }
      position += digits
      return number
    }
  }
}
