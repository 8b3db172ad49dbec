/// The CRC-32 of gzip and zip (IEEE 802.3, reflected).
package enum Checksum {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }

  /// The checksum of some bytes, or of those whose checksum is `previous` and these behind them.
  package static func crc32(_ bytes: ArraySlice<UInt8>, after previous: UInt32 = 0) -> UInt32 {
    let table = table
    var crc = ~previous
    for byte in bytes { crc = crc >> 8 ^ table[Int((crc ^ UInt32(byte)) & 0xFF)] }
    return ~crc
  }
}
