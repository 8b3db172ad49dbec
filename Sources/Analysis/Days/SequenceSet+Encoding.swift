package import Statistics

extension SequenceSet {
  /// The stored form: the number of intervals, then each one's distance to the one before and length.
  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    let intervals = Array(intervals)
    writer.count(intervals.count)
    var previous: UInt64 = 0
    for interval in intervals {
      writer.unsigned(interval.start - previous)
      writer.unsigned(interval.end - interval.start)
      previous = interval.end
    }
    return writer.bytes
  }

  /// Reads the stored form.
  package init(encoded bytes: [UInt8]) throws(ByteCodingError) {
    var reader = ByteReader(bytes[...])
    var intervals: [Interval] = []
    var previous: UInt64 = 0
    for _ in 0..<(try reader.count(elementSize: 2)) {
      let (start, isStartPastEnd) = previous.addingReportingOverflow(try reader.unsigned())
      let (end, isEndPastEnd) = start.addingReportingOverflow(try reader.unsigned())
      guard !isStartPastEnd, !isEndPastEnd else { throw reader.damaged }
      intervals.append(Interval(start: start, end: end))
      previous = end
    }
    guard reader.remaining == 0, let set = SequenceSet(intervals: intervals) else {
      throw reader.damaged
    }
    self = set
  }

  /// How many numbers this set and another both hold.
  package func common(with other: SequenceSet) -> UInt64 {
    var copy = self
    return copy.merge(other)
  }
}
