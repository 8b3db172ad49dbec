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
    let text = header.utf8.span
    guard text.count >= Self.length, Self.isDash(text, 2), Self.isDash(text, 35),
      Self.isDash(text, 52),
      let version = Self.number(text, 0..<2), version != 0xff,
      let high = Self.number(text, 3..<19), let low = Self.number(text, 19..<35),
      let parent = Self.number(text, 36..<52), let flags = Self.number(text, 53..<55)
    else { return nil }
    guard high | low != 0, parent != 0 else { return nil }
    if text.count > Self.length {
      guard version > 0, Self.isDash(text, Self.length) else { return nil }
    }
    id = TraceID(high: high, low: low)
    parentID = parent
    self.flags = UInt8(truncatingIfNeeded: flags)
  }

  /// The bytes of a header of version 0.
  private static let length = 55

  static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func isDash(_ text: Span<UInt8>, _ place: Int) -> Bool {
    text[place] == UInt8(ascii: "-")
  }

  /// The number that lower-case hexadecimal digits stand for.
  private static func number(_ text: Span<UInt8>, _ places: Range<Int>) -> UInt64? {
    var number: UInt64 = 0
    for place in places {
      let byte = text[place]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      default: return nil
      }
      number = number << 4 | UInt64(digit)
    }
    return number
  }
}
