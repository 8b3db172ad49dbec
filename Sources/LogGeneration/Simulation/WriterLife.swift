import MetricLog

/// One process and its writer, from start to end.
struct WriterLife {
  var encoder: LineEncoder
  let slot: Int
  let source: Int
  let release: Int
  /// The index of its files in the output.
  let stream: Int
  /// The number of the record that was numbered last.
  private(set) var seq: UInt64 = 0
  var inFlight = 0
  /// The records dropped since the last `writer` record.
  var dropped = 0
  /// Whether another life has taken its place; it ends with its last request.
  var isRetired = false
  /// What requests have left behind.
  var keptBytes: Int64 = 0
  /// The requests that ended since the last sample.
  var endedSinceSample = 0

  init(source: RecordSource, slot: Int, sourceIndex: Int, release: Int, stream: Int) {
    encoder = LineEncoder(source: source)
    self.slot = slot
    self.source = sourceIndex
    self.release = release
    self.stream = stream
  }

  /// The next record's number.
  @inline(__always)
  mutating func nextSeq() -> UInt64 {
    seq += 1
    return seq
  }

  /// The dropped records to report now.
  mutating func takeDropped() -> Int {
    defer { dropped = 0 }
    return dropped
  }
}
