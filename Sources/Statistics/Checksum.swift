/// The CRC-32 of gzip and zip (IEEE 802.3, reflected).
package enum Checksum {
  /// How many bytes are taken at once.
  private static let stride = 8

  /// At `256 * k + byte`: what a byte makes of the checksum when `k` more bytes are taken with it.
  private static let tables: [UInt32] = {
    var tables = (0..<256).map { (index: Int) -> UInt32 in
      (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    for place in 256..<(256 * stride) {
      let crc = tables[place - 256]
      tables.append(crc >> 8 ^ tables[Int(crc & 0xFF)])
    }
    return tables
  }()

  /// The checksum of some bytes, or of those whose checksum is `previous` and these behind them.
  ///
  /// Eight bytes at once, each by a table of its own, so that the look-ups do not wait for each other
  /// ("slicing-by-8": Kounavis and Berry, "A systematic approach to building high performance
  /// software-based CRC generators", 2005).
  ///
  /// - Complexity: O(*n*), *n* being the number of bytes.
  package static func crc32(_ bytes: ArraySlice<UInt8>, after previous: UInt32 = 0) -> UInt32 {
    let tables = tables
    let span = bytes.span
    let whole = span.count / stride * stride
    var crc = ~previous
    var place = 0
    while place < whole {
      var next: UInt32 = 0
      for ahead in 0..<4 {
        let byte = span[place + ahead] ^ UInt8(truncatingIfNeeded: crc >> (8 * UInt32(ahead)))
        next ^= tables[256 * (7 - ahead) + Int(byte)]
        next ^= tables[256 * (3 - ahead) + Int(span[place + 4 + ahead])]
      }
      crc = next
      place += stride
    }
    while place < span.count {
      crc = crc >> 8 ^ tables[Int((crc ^ UInt32(span[place])) & 0xFF)]
      place += 1
    }
    return ~crc
  }
}
