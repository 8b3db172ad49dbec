/// Writes integers in few bytes: the form in which digests are stored.
package struct ByteWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// The number of bytes written, kept or not.
  package private(set) var length = 0
  private let isCounting: Bool

  package init() { isCounting = false }

  private init(isCounting: Bool) { self.isCounting = isCounting }

  /// Forgets the bytes; what is written next is kept in their place.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// The number of bytes that `write` writes, without keeping them.
  package static func length(of write: (inout ByteWriter) -> Void) -> Int {
    var counter = ByteWriter(isCounting: true)
    write(&counter)
    return counter.length
  }

  /// Appends bytes as they are.
  package mutating func append(_ bytes: [UInt8]) { append(bytes[...]) }

  /// Appends bytes as they are.
  package mutating func append(_ bytes: ArraySlice<UInt8>) {
    length += bytes.count
    if !isCounting { self.bytes.append(contentsOf: bytes) }
  }

  /// Appends a text's bytes as they are.
  package mutating func append(_ text: String.UTF8View) {
    length += text.count
    if !isCounting { bytes.append(contentsOf: text) }
  }

  /// Appends a byte as it is.
  package mutating func byte(_ byte: UInt8) {
    length += 1
    if !isCounting { bytes.append(byte) }
  }

  /// Appends an unsigned integer, seven bits a byte, the lowest first (LEB128).
  package mutating func unsigned(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(truncatingIfNeeded: rest))
  }

  /// Appends a signed integer, small magnitudes in few bytes (zigzag).
  package mutating func signed(_ value: Int64) {
    unsigned(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  /// Appends a count or index, which is not negative.
  package mutating func count(_ value: Int) { unsigned(UInt64(value)) }

  /// Appends eight bytes, the lowest first.
  package mutating func fixed(_ value: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      byte(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  /// Appends four bytes, the lowest first.
  package mutating func fixed32(_ value: UInt32) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      byte(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  /// Appends a double's bits.
  package mutating func double(_ value: Double) { fixed(value.bitPattern) }
}

/// Why stored bytes cannot be read.
package enum ByteCodingError: Error, Equatable {
  /// The bytes end in the middle of a value, or a value cannot be.
  case damaged(offset: Int)
}

/// Reads what ``ByteWriter`` wrote, trusting nothing.
package struct ByteReader: Sendable {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The number of bytes read.
  package var offset: Int { position - bytes.startIndex }

  /// The number of bytes not read yet.
  package var remaining: Int { bytes.endIndex - position }

  /// The error for a value that cannot be.
  package var damaged: ByteCodingError { .damaged(offset: offset) }

  package mutating func byte() throws(ByteCodingError) -> UInt8 {
    guard position < bytes.endIndex else { throw damaged }
    position += 1
    return bytes[position - 1]
  }

  package mutating func take(_ count: Int) throws(ByteCodingError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else { throw damaged }
    position += count
    return bytes[position - count..<position]
  }

  package mutating func unsigned() throws(ByteCodingError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = try byte()
      let bits = UInt64(byte & 0x7F)
      guard shift < 63 || bits <= 1 else { throw damaged }
      value |= bits << shift
      if byte < 0x80 { return value }
    }
    throw damaged
  }

  package mutating func signed() throws(ByteCodingError) -> Int64 {
    let value = try unsigned()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// Reads an integer that is not negative.
  package mutating func natural() throws(ByteCodingError) -> Int64 {
    guard let value = Int64(exactly: try unsigned()) else { throw damaged }
    return value
  }

  /// Reads the number of elements that follow, of at least `size` bytes each: more than the bytes can
  /// hold is damage, so that no number makes the reader reserve memory.
  package mutating func count(elementSize size: Int = 1) throws(ByteCodingError) -> Int {
    let value = try unsigned()
    guard value <= UInt64(remaining / max(1, size)) else { throw damaged }
    return Int(value)
  }

  package mutating func fixed() throws(ByteCodingError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { value |= UInt64(try byte()) << shift }
    return value
  }

  package mutating func fixed32() throws(ByteCodingError) -> UInt32 {
    var value: UInt32 = 0
    for shift in stride(from: UInt32(0), to: 32, by: 8) { value |= UInt32(try byte()) << shift }
    return value
  }

  package mutating func double() throws(ByteCodingError) -> Double {
    Double(bitPattern: try fixed())
  }
}
