extension GzipWriter {
  /// Compresses a text as one whole member that says its own size.
  ///
  /// The size stands in the header as an extra field (RFC 1952, 2.3.1.1) with the identifiers `N`
  /// and `J`: four bytes, the least significant first, which count the whole member. A reader finds
  /// the next member by it without inflating this one; any other program passes it over.
  ///
  /// - Parameters:
  ///   - bytes: Holds the text; no member may be unfinished.
  ///   - range: Where the text is, at most 1 GiB.
  /// - Returns: The member.
  /// - Throws: What zlib says against it.
  package func member(_ bytes: [UInt8], _ range: Range<Int>) throws -> [UInt8] {
    precondition(range.count <= 1 << 30, "a member's size has to fit its field")
    var member: [UInt8] = []
    try compress(bytes, range) { member += $0 }
    try endMember { member += $0 }
    member[Self.flagsOffset] |= Self.extraFlag
    let subfield: [UInt8] = [UInt8(ascii: "N"), UInt8(ascii: "J"), 4, 0, 0, 0, 0, 0]
    member.insert(contentsOf: [UInt8(subfield.count), 0] + subfield, at: Self.headerBytes)
    let size = UInt32(member.count)
    for index in 0..<4 {
      member[Self.sizeOffset + index] = UInt8(truncatingIfNeeded: size >> UInt32(8 * index))
    }
    return member
  }

  private static let flagsOffset = 3
  private static let extraFlag: UInt8 = 4
  /// The header as zlib writes it, without optional fields.
  private static let headerBytes = 10
  /// Behind the header: two bytes of length, two identifiers, two bytes of length.
  private static let sizeOffset = headerBytes + 6
}
