/// Finds the members of a gzip file that say how long they are, without inflating anything.
///
/// A member says so in a subfield of its header's extra field (RFC 1952, 2.3.1.1) with the
/// identifiers `N` and `J` and four bytes, the member's size in bytes, lowest first; such a member
/// ends with a line (`docs/FORMAT.md`). Members of one file can so be inflated side by side, and
/// behind a damaged one the next is found.
final class MemberIndex {
  private var file: StoredFile
  private let size: Int64
  private var next: Int64 = 0

  /// The shortest member there is with the subfield: header, two bytes of nothing, trailer.
  private static let smallestMember: Int64 = 10 + 10 + 2 + 8
  /// Bytes of a header that are looked at: writers of the subfield write nothing long before it.
  private static let headerBytes = 64

  /// An index of a file, or `nil` when it is no regular file whose first member says its size.
  init?(_ file: consuming StoredFile) {
    guard let size = file.size else { return nil }
    self.file = file
    self.size = size
    guard endOfMember(at: 0) != nil else { return nil }
  }

  /// Whether there are stretches left.
  var hasStretch: Bool { next < size }

  /// The next stretch of the file: a member, or all that is left from the first one on that does
  /// not say its size, or says what cannot be.
  func nextStretch() throws(StoredFile.Failure) -> StoredFile {
    let start = next
    next = endOfMember(at: start) ?? size
    return try StoredFile(file, stretch: start..<next)
  }

  /// Where the member that begins at an offset ends, if it says so and another begins there or the
  /// file ends.
  private func endOfMember(at start: Int64) -> Int64? {
    let header = bytes(at: start, count: Self.headerBytes)
    guard header.starts(with: [0x1F, 0x8B, 8]), header.count > 12, header[3] & 0x04 != 0 else {
      return nil
    }
    let fields = header.dropFirst(12).prefix(Int(header[10]) | Int(header[11]) << 8)
    guard let length = Self.memberSize(fields), length >= Self.smallestMember,
      length <= size - start
    else { return nil }
    let end = start + length
    return end == size || bytes(at: end, count: 2) == [0x1F, 0x8B] ? end : nil
  }

  /// The size in the subfields of an extra field.
  private static func memberSize(_ fields: ArraySlice<UInt8>) -> Int64? {
    var rest = fields
    while rest.count >= 4 {
      let head = Array(rest.prefix(4))
      let content = rest.dropFirst(4).prefix(Int(head[2]) | Int(head[3]) << 8)
      if head == [UInt8(ascii: "N"), UInt8(ascii: "J"), 4, 0], content.count == 4 {
        return content.reversed().reduce(0) { $0 << 8 | Int64($1) }
      }
      rest = rest.dropFirst(4 + content.count)
    }
    return nil
  }

  /// The bytes at an offset: fewer at the file's end or where it cannot be read.
  private func bytes(at offset: Int64, count: Int) -> [UInt8] {
    var buffer = BlockBuffer(capacity: count)
    file.seek(to: offset)
    var held = 0
    while held < count {
      guard let added = try? file.read(into: &buffer, held..<count), added > 0 else { break }
      held += added
    }
    return buffer.copy(0..<held)
  }
}
