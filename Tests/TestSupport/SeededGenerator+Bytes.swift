extension SeededGenerator {
  /// A number in a range that is not empty.
  package mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True once in `chances` times.
  package mutating func oneIn(_ chances: Int) -> Bool { below(chances) == 0 }

  /// So many bytes.
  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
