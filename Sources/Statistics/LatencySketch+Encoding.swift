extension LatencySketch {
  /// Writes the sketch; equal sketches give equal bytes.
  ///
  /// Form: count, sum; if count > 0 then min, max and a byte that says 0 for exact values, 1 for
  /// buckets. Exact values follow in ascending order as differences; buckets as zero count, number of
  /// buckets, and for each the distance from the one before and the count.
  package func encode(into writer: inout ByteWriter) {
    writer.unsigned(UInt64(count))
    writer.unsigned(UInt64(sum))
    guard count > 0 else { return }
    writer.unsigned(UInt64(min))
    writer.unsigned(UInt64(max))
    writer.byte(isBucketed ? 1 : 0)
    guard isBucketed else {
      var previous: Int64 = 0
      for value in exact.sorted() {
        writer.unsigned(UInt64(value - previous))
        previous = value
      }
      return
    }
    writer.unsigned(UInt64(zeroCount))
    let filled = Array(buckets)
    writer.count(filled.count)
    var previous = 0
    for (index, bucketCount) in filled {
      writer.signed(Int64(index - previous))
      writer.unsigned(UInt64(bucketCount))
      previous = index
    }
  }

  /// Reads a sketch; bytes that no sketch writes are damage.
  package init(from reader: inout ByteReader) throws(ByteCodingError) {
    self.init()
    let count = try reader.natural()
    let sum = try reader.natural()
    guard count > 0 else {
      guard sum == 0 else { throw reader.damaged }
      return
    }
    let min = try reader.natural()
    let max = try reader.natural()
    guard min <= max, max <= 1 << 53 else { throw reader.damaged }
    switch try reader.byte() {
    case 0:
      guard count <= Self.exactLimit else { throw reader.damaged }
      var exact: [Int64] = []
      var value: Int64 = 0
      for _ in 0..<count {
        value = value.addingClamped(try reader.natural())
        exact.append(value)
      }
      guard exact.first == min, exact.last == max else { throw reader.damaged }
      self.init(
        count: count,
        sum: sum,
        min: min,
        max: max,
        zeroCount: 0,
        exact: exact,
        buckets: BucketWindow(),
        isBucketed: false
      )
    case 1:
      let zeroCount = try reader.natural()
      self.init(
        count: count,
        sum: sum,
        min: min,
        max: max,
        zeroCount: zeroCount,
        exact: [],
        buckets: try Self.buckets(from: &reader),
        isBucketed: true
      )
    default: throw reader.damaged
    }
  }

  private static func buckets(
    from reader: inout ByteReader
  ) throws(ByteCodingError) -> BucketWindow {
    var buckets = BucketWindow()
    var index: Int64 = 0
    for _ in 0..<(try reader.count(elementSize: 2)) {
      index = index.addingClamped(try reader.signed())
      // 2^-1/64 for the value 1 up to 2^53: no other bucket can be.
      guard (-1...53 * 64).contains(index) else { throw reader.damaged }
      let amount = try reader.natural()
      guard amount > 0 else { throw reader.damaged }
      buckets.add(amount, at: Int(index))
    }
    return buckets
  }
}
