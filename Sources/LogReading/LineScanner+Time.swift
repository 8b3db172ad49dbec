internal import MetricLog

/// The day of the last time read: the lines of a log share it, so it is parsed once a day.
struct DayMemo {
  /// The eight bytes `YYYY-MM-`; at first those of 1970, since zeros would match NUL bytes.
  var head: UInt64 = 0x2D31_302D_3037_3931
  /// The three bytes `DDT`.
  var tail: UInt64 = 0x54_3130
  var microseconds: Int64 = 0
}

extension LineScanner {
  /// Reads an RFC 3339 time as microseconds since 1970.
  @inline(__always)
  mutating func time() throws(ScanFailure) -> Int64 {
    // The form that servers write: "2026-11-22T03:14:15.926535Z".
    if cursor.byte == Ascii.quote, cursor.word(at: 1) == dayMemo.head,
      cursor.word(at: 9) & 0xFF_FFFF == dayMemo.tail,
      let clock = clock()
    {
      cursor.advance(29)
      return dayMemo.microseconds + clock
    }
    return try slowTime()
  }

  /// Microseconds of `HH:MM:SS.ffffffZ"` twelve bytes ahead, or `nil` when it has another form.
  @inline(__always)
  private mutating func clock() -> Int64? {
    guard cursor.byte(at: 14) == Ascii.colon, cursor.byte(at: 17) == Ascii.colon,
      cursor.byte(at: 20) == Ascii.dot, cursor.byte(at: 27) == UInt8(ascii: "Z"),
      cursor.byte(at: 28) == Ascii.quote
    else { return nil }
    var worst: UInt8 = 0
    @inline(__always)
    func digit(_ offset: Int) -> Int64 {
      let digit = cursor.byte(at: offset) &- Ascii.zero
      worst = max(worst, digit)
      return Int64(digit)
    }
    let hour = digit(12) * 10 + digit(13)
    let minute = digit(15) * 10 + digit(16)
    let second = digit(18) * 10 + digit(19)
    var fraction: Int64 = 0
    for offset in 21..<27 { fraction = fraction * 10 + digit(offset) }
    guard worst <= 9, hour < 24, minute < 60, second < 60 else { return nil }
    return ((hour * 60 + minute) * 60 + second) * Timestamp.microsecondsPerSecond + fraction
  }

  @inline(never)
  private mutating func slowTime() throws(ScanFailure) -> Int64 {
    let failure = fail(.invalidTime, .time)
    let token = try string(.time)
    let bytes = token.isDecoded ? scratch : token.start.copy(count: token.count)
    guard let time = RFC3339.microseconds(bytes) else { throw failure }
    // Second 60 may be the next day's first: it says nothing about the day it is written with.
    if !token.isDecoded, bytes.count == 27, bytes[10] == UInt8(ascii: "T"),
      bytes[26] == UInt8(ascii: "Z"), bytes[17] != UInt8(ascii: "6")
    {
      dayMemo.head = token.start.word(at: 0)
      dayMemo.tail = token.start.word(at: 8) & 0xFF_FFFF
      dayMemo.microseconds = time.flooredQuotient(86_400_000_000) * 86_400_000_000
    }
    return time
  }
}
