import Statistics
import Testing
import TestSupport

@Suite("Stored integers")
struct ByteCodingTests {
  /// Values of every length.
  private var numbers: [UInt64] {
    var random = SeededGenerator(seed: 31)
    return [0, 1, 127, 128, 16_383, 16_384, .max, .max - 1, 1 << 63]
      + (0..<2000).map { _ in random.next() >> UInt64(random.below(64)) }
  }

  @Test("come back as they were written")
  func roundTrip() throws {
    for number in numbers {
      var writer = ByteWriter()
      let signed = Int64(bitPattern: number)
      writer.unsigned(number)
      writer.signed(signed)
      writer.fixed(number)
      writer.fixed32(UInt32(truncatingIfNeeded: number))
      writer.double(Double(bitPattern: number))
      writer.append([1, 2, 3])
      var reader = ByteReader(writer.bytes[...])
      #expect(try reader.unsigned() == number)
      #expect(try reader.signed() == signed)
      #expect(try reader.fixed() == number)
      #expect(try reader.fixed32() == UInt32(truncatingIfNeeded: number))
      #expect(try reader.double().bitPattern == number)
      #expect(try Array(reader.take(3)) == [1, 2, 3])
      #expect(reader.remaining == 0)
      #expect(reader.offset == writer.bytes.count)
    }
  }

  @Test("take few bytes when they are small")
  func lengths() {
    for (number, length) in [(0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3)] {
      var writer = ByteWriter()
      writer.count(number)
      #expect(writer.bytes.count == length)
    }
    for number in [Int64(0), -1, 63, -64] {
      var writer = ByteWriter()
      writer.signed(number)
      #expect(writer.bytes.count == 1)
    }
  }

  @Test("end in an error where the bytes end")
  func truncated() throws {
    for number in numbers.prefix(200) {
      var writer = ByteWriter()
      writer.unsigned(number)
      var reader = ByteReader(writer.bytes.dropLast())
      #expect(throws: ByteCodingError.damaged(offset: writer.bytes.count - 1)) {
        try reader.unsigned()
      }
    }
    var short = ByteReader([1, 2, 3])
    #expect(throws: ByteCodingError.self) { try short.fixed32() }
    var empty = ByteReader([])
    #expect(throws: ByteCodingError.self) { try empty.byte() }
    #expect(throws: ByteCodingError.self) { try empty.take(1) }
    #expect(throws: ByteCodingError.self) { try empty.take(-1) }
  }

  @Test("are refused when they do not fit 64 bits")
  func overlong() {
    let tooLarge = [UInt8](repeating: 0xFF, count: 9) + [0x02]
    let endless = [UInt8](repeating: 0x80, count: 20)
    for bytes in [tooLarge, endless] {
      var reader = ByteReader(bytes[...])
      #expect(throws: ByteCodingError.self) { try reader.unsigned() }
    }
    var negative = ByteWriter()
    negative.unsigned(1 << 63)
    var reader = ByteReader(negative.bytes[...])
    #expect(throws: ByteCodingError.self) { try reader.natural() }
  }

  @Test("cannot claim more elements than there are bytes")
  func hostileCounts() throws {
    for claimed in [UInt64(4), 1 << 40, .max] {
      var writer = ByteWriter()
      writer.unsigned(claimed)
      writer.append([0, 0, 0])
      var reader = ByteReader(writer.bytes[...])
      #expect(throws: ByteCodingError.self) { try reader.count() }
    }
    var writer = ByteWriter()
    writer.count(2)
    writer.append([0, 0, 0])
    var tooLong = ByteReader(writer.bytes[...])
    #expect(throws: ByteCodingError.self) { try tooLong.count(elementSize: 2) }
    var fitting = ByteReader(writer.bytes[...])
    #expect(try fitting.count() == 2)
  }

  @Test("are read from the middle of other bytes")
  func slices() throws {
    let bytes: [UInt8] = [9, 9, 0x81, 0x01, 5, 9]
    var reader = ByteReader(bytes[2..<5])
    #expect(try reader.unsigned() == 129)
    #expect((reader.offset, reader.remaining) == (2, 1))
    #expect(try reader.byte() == 5)
    #expect(reader.damaged == .damaged(offset: 3))
  }
}

@Suite("The checksum")
struct ChecksumTests {
  @Test(
    "is the CRC-32 of gzip",
    arguments: [
      ("", 0), ("a", 0xE8B7_BE43), ("abc", 0x3524_41C2), ("123456789", 0xCBF4_3926),
      ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
    ]
  )
  func knownVectors(text: String, checksum: UInt32) {
    #expect(Checksum.crc32(Array(text.utf8)[...]) == checksum)
  }

  @Test("of bytes taken eight at once is that of one after the other, wherever they are cut")
  func slices() {
    func slow(_ bytes: some Sequence<UInt8>) -> UInt32 {
      var crc = UInt32.max
      for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
      }
      return ~crc
    }
    var random = SeededGenerator(seed: 7)
    let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
    for _ in 0..<300 {
      let range = Int.random(in: 0...99, using: &random)..<Int.random(in: 100...200, using: &random)
      let cut = Int.random(in: range, using: &random)
      let expected = slow(bytes[range])
      #expect(Checksum.crc32(bytes[range]) == expected)
      let first = Checksum.crc32(bytes[range.lowerBound..<cut])
      #expect(Checksum.crc32(bytes[cut..<range.upperBound], after: first) == expected)
    }
  }

  @Test("changes with every bit")
  func bits() {
    let bytes = (0..<64).map { UInt8($0) }
    let whole = Checksum.crc32(bytes[...])
    for bit in 0..<512 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Checksum.crc32(changed[...]) != whole)
    }
  }
}

@Suite("Sums that stay in their bounds")
struct ClampedArithmeticTests {
  @Test("agree with exact sums and products")
  func reference() {
    let edges: [Int64] = [.min, .min + 1, -3, -1, 0, 1, 2, 7, .max / 2, .max - 1, .max]
    for first in edges {
      for second in edges {
        let sum = Int128(first) + Int128(second)
        #expect(first.addingClamped(second) == Int64(clamping: sum))
        guard second > 0 else { continue }
        let product = Int128(first) * Int128(second)
        #expect(first.multipliedClamped(by: second) == Int64(clamping: product))
      }
    }
  }
}
