internal import CZlib

/// Makes gzip members (RFC 1952) of every form, also of those that writers rarely use.
package struct Gzip: Sendable {
  /// How zlib searches for what to compress.
  package enum Strategy: Int32, CaseIterable, Sendable {
    case normal = 0
    case filtered = 1
    case huffmanOnly = 2
    case runLengths = 3
    /// Fixed Huffman codes only.
    case fixedCodes = 4
  }

  /// 0 stores, 1 to 9 compress.
  package var level = 6
  package var strategy = Strategy.normal
  /// The contents of the header's optional fields; `nil` leaves one out.
  package var extra: [UInt8]?
  package var name: [UInt8]?
  package var comment: [UInt8]?
  package var hasHeaderChecksum = false

  package init(level: Int = 6, strategy: Strategy = .normal) {
    self.level = level
    self.strategy = strategy
  }

  /// One member that holds a text.
  package func member(_ text: [UInt8]) -> [UInt8] {
    header + deflated(text) + Self.trailer(text)
  }

  /// One member for each text.
  package func members(_ texts: [[UInt8]]) -> [UInt8] { texts.flatMap(member) }

  /// One member that says its size in the subfield `NJ` of its header's extra field.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - error: What is added to the size that is said.
  /// - Returns: The member.
  package func sizedMember(_ text: [UInt8], error: Int = 0) -> [UInt8] {
    var gzip = self
    gzip.extra = Self.sizeField(0)
    gzip.extra = Self.sizeField(gzip.member(text).count + error)
    return gzip.member(text)
  }

  private static func sizeField(_ size: Int) -> [UInt8] {
    [UInt8(ascii: "N"), UInt8(ascii: "J"), 4, 0] + littleEndian(UInt32(truncatingIfNeeded: size))
  }

  private var header: [UInt8] {
    var flags: UInt8 = 0
    if hasHeaderChecksum { flags |= 0x02 }
    if extra != nil { flags |= 0x04 }
    if name != nil { flags |= 0x08 }
    if comment != nil { flags |= 0x10 }
    var header: [UInt8] = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 0, 3]
    if let extra { header += [UInt8(extra.count & 255), UInt8(extra.count >> 8)] + extra }
    if let name { header += name + [0] }
    if let comment { header += comment + [0] }
    if hasHeaderChecksum { header += Self.littleEndian(Self.crc32(header)).prefix(2) }
    return header
  }

  /// Checksum and length, as they stand behind the compressed text.
  package static func trailer(_ text: [UInt8]) -> [UInt8] {
    littleEndian(crc32(text)) + littleEndian(UInt32(truncatingIfNeeded: text.count))
  }

  private static func littleEndian(_ word: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer {
      unsafe UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count))
    }
  }

  /// The text as a raw deflate stream.
  package func deflated(_ text: [UInt8]) -> [UInt8] {
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let status = unsafe deflateInit2_(
      &stream,
      Int32(level),
      Z_DEFLATED,
      -15,
      8,
      strategy.rawValue,
      ZLIB_VERSION,
      size
    )
    precondition(status == Z_OK, "zlib starts")
    defer { _ = unsafe deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: text.count + text.count / 8 + 1024)
    var input = text
    let written = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(output.count)
        let status = unsafe deflate(&stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "the output is large enough")
        return unsafe output.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<written])
  }

  /// As much text as zlib's own gzip reader gives, up to the end or the first fault.
  package static func inflated(_ stored: [UInt8], limit: Int) -> [UInt8] {
    inflate(stored, limit: limit).text
  }

  /// What zlib says against a member and those behind it; `nil` if nothing, or if they end early.
  package static func fault(_ stored: [UInt8]) -> String? { inflate(stored, limit: 1 << 20).fault }

  private static func inflate(_ stored: [UInt8], limit: Int) -> (text: [UInt8], fault: String?) {
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let status = unsafe inflateInit2_(&stream, 31, ZLIB_VERSION, size)
    precondition(status == Z_OK, "zlib starts")
    defer { _ = unsafe inflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: limit)
    var input = stored
    let written = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(output.count)
        while unsafe CZlib.inflate(&stream, Z_NO_FLUSH) == Z_STREAM_END,
          unsafe stream.avail_in > 0
        {
          unsafe inflateReset(&stream)
        }
        return unsafe output.count - Int(stream.avail_out)
      }
    }
    return unsafe (Array(output[..<written]), stream.msg.map { unsafe String(cString: $0) })
  }
}
