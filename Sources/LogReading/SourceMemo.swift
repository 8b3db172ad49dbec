internal import MetricLog

/// Finds the index of a source among the batch's, the last ones seen first.
struct SourceMemo {
  private var last = SourceRow()
  private var lastIndex: UInt32 = .max
  private var indices: [SourceRow: UInt32] = [:]

  /// Forgets everything, when the batch's symbols lose their meaning.
  mutating func removeAll() { self = SourceMemo() }

  /// The index of `source` in `batch.sources`, where it is added when it is new.
  @inline(__always)
  mutating func index(of source: SourceRow, in batch: inout RecordBatch) -> UInt32 {
    if source == last, lastIndex != .max { return lastIndex }
    last = source
    lastIndex = slowIndex(of: source, in: &batch)
    return lastIndex
  }

  private mutating func slowIndex(of source: SourceRow, in batch: inout RecordBatch) -> UInt32 {
    if let index = indices[source] { return index }
    let index = UInt32(batch.sources.count)
    batch.sources.append(source)
    indices[source] = index
    return index
  }
}

/// Remembers how the members that name the source were written, behind a record's time.
///
/// A writer writes `,"service":"…","env":"…","host":"…","release":"…","writer":"…"` in every line
/// with the same bytes. One comparison of a hundred bytes then takes the place of reading five
/// members: reading is a function of the bytes, so equal bytes at the same place mean the same.
struct SourceSegments {
  private struct Segment {
    var bytes: [UInt8]
    var source: UInt32
  }

  /// The place behind the time of the line being read.
  private var start: Cursor = .none
  /// The members before it; -1 as long as the line's time has not been read.
  private var startMembers = -1
  private var segments: [Segment] = []
  private var last = 0
  private var oldest = 0

  /// As many as there are writers in one file, at most.
  private static let limit = 16
  private static let longest = 1024

  /// Forgets everything, when the batch's symbols lose their meaning.
  mutating func removeAll() { self = SourceSegments() }

  /// Starts a new line.
  @inline(__always)
  mutating func begin() { startMembers = -1 }

  /// Notes where the members begin; looks for a segment that stands there.
  ///
  /// - Parameters:
  ///   - cursor: The place behind the time.
  ///   - remaining: Bytes of the line from here on.
  ///   - members: The members of the record read so far.
  /// - Returns: The segment's length and source, or `nil`.
  @inline(__always)
  mutating func find(
    at cursor: Cursor,
    remaining: Int,
    members: Int
  ) -> (length: Int, source: UInt32)? {
    start = cursor
    startMembers = members
    for _ in segments.indices {
      if segments[last].bytes.count <= remaining, cursor.matches(segments[last].bytes) {
        return (segments[last].bytes.count, segments[last].source)
      }
      last = last + 1 < segments.count ? last + 1 : 0
    }
    return nil
  }

  /// Remembers the bytes up to `cursor`, if nothing but the five members stands in them.
  mutating func remember(upTo cursor: Cursor, members: Int, source: UInt32) {
    guard startMembers >= 0, members - startMembers == 5 else { return }
    let length = cursor.distance(from: start)
    guard length <= Self.longest else { return }
    let segment = Segment(bytes: start.copy(count: length), source: source)
    if segments.count < Self.limit {
      last = segments.count
      segments.append(segment)
    } else {
      last = oldest
      segments[oldest] = segment
      oldest = (oldest + 1) % Self.limit
    }
  }
}
