package import Statistics

/// How often each content has been counted, of records that have no number.
///
/// A record is known by a 64-bit hash of everything in it. Two equal records of one day are two
/// requests, and both count; the same file again brings none that is new. Among a million records of a
/// day, a new one is taken for a known one with a chance of 1 to 18 million million.
package struct ContentCounts: Sendable, Equatable {
  package private(set) var counts: [UInt64: UInt32] = [:]
  /// How many records there are in all.
  package private(set) var total: Int64 = 0

  package init() {}

  /// Adds a record and returns how many of its content there are now.
  mutating func add(_ hash: UInt64) -> UInt32 {
    total += 1
    return counts[hash, default: 0].increment()
  }

  func count(of hash: UInt64) -> UInt32 { counts[hash] ?? 0 }

  /// Adds the counts of others.
  package mutating func add(_ others: ContentCounts) {
    for (hash, count) in others.counts {
      counts[hash] = (counts[hash] ?? 0).addingReportingOverflow(count).partialValue
    }
    total += others.total
  }

  /// The stored form: hashes in order, each as its distance to the one before, with its count.
  ///
  /// - Complexity: O(*n* log *n*), *n* being the different contents.
  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.count(counts.count)
    var previous: UInt64 = 0
    for (hash, count) in counts.sorted(by: { $0.key < $1.key }) {
      writer.unsigned(hash - previous)
      writer.unsigned(UInt64(count))
      previous = hash
    }
    return writer.bytes
  }

  /// Reads the stored form.
  package init(encoded bytes: [UInt8]) throws(ByteCodingError) {
    var reader = ByteReader(bytes[...])
    var previous: UInt64 = 0
    let size = try reader.count(elementSize: 2)
    for index in 0..<size {
      let (hash, isPastEnd) = previous.addingReportingOverflow(try reader.unsigned())
      guard !isPastEnd, index == 0 || hash > previous,
        let count = UInt32(exactly: try reader.unsigned()), count > 0
      else { throw reader.damaged }
      counts[hash] = count
      total += Int64(count)
      previous = hash
    }
    guard reader.remaining == 0 else { throw reader.damaged }
  }
}

extension UInt32 {
  /// Counts up, as far as the numbers go.
  fileprivate mutating func increment() -> UInt32 {
    if self < .max { self += 1 }
    return self
  }
}
