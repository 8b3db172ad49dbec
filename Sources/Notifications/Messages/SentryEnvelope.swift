/// Sentry's wire format: a line of headers, then for each item a line of headers and its payload.
///
/// Source: Sentry's documentation of envelopes.
enum SentryEnvelope {
  private struct Header: Encodable {
    var event_id: String?
  }

  private struct ItemHeader: Encodable {
    var type: String
    /// Bytes of the payload.
    var length: Int
  }

  static func event(_ event: SentryEvent) -> [UInt8] {
    envelope(Header(event_id: event.event_id), type: "event", JSONBody.encode(event))
  }

  static func checkIn(_ checkIn: SentryCheckIn) -> [UInt8] {
    envelope(Header(), type: "check_in", JSONBody.encode(checkIn))
  }

  private static func envelope(_ header: Header, type: String, _ payload: [UInt8]) -> [UInt8] {
    let item = JSONBody.encode(ItemHeader(type: type, length: payload.count))
    return JSONBody.encode(header) + [0x0a] + item + [0x0a] + payload + [0x0a]
  }
}

/// A sign of life of a cron job: one when it begins, one when it ends, under the same id.
struct SentryCheckIn: Encodable, Sendable {
  enum Status: String, Encodable, Sendable {
    case in_progress, ok, error
  }

  /// 32 hexadecimal digits, the same for both signs of a run.
  let check_in_id: String
  let monitor_slug: String
  let status: Status
  /// Seconds since the run began; `nil` at its beginning.
  let duration: Double?
}
