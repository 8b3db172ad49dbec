internal import MetricLog
internal import Statistics

// Orders in which only equal elements are equals: digests of two machines may hold files of one name.

extension FileAccount {
  /// The order of files: by path; of one path, by what became of them.
  func comesFirst(_ other: FileAccount) -> Bool {
    if path.utf8.elementsEqual(other.path.utf8) {
      return encoding.lexicographicallyPrecedes(other.encoding)
    }
    return path.utf8.lexicographicallyPrecedes(other.path.utf8)
  }
}

extension RejectedLine {
  /// The order of rejected lines: by reason, path and place.
  func comesFirst(_ other: RejectedLine) -> Bool {
    if reason != other.reason { return reason.rawValue < other.reason.rawValue }
    guard path.utf8.elementsEqual(other.path.utf8) else {
      return path.utf8.lexicographicallyPrecedes(other.path.utf8)
    }
    if (line, offset) != (other.line, other.offset) {
      return (line, offset) < (other.line, other.offset)
    }
    return encoding.lexicographicallyPrecedes(other.encoding)
  }
}

extension Storable {
  /// The stored form alone.
  fileprivate var encoding: [UInt8] {
    var writer = ByteWriter()
    encode(into: &writer)
    return writer.bytes
  }
}
