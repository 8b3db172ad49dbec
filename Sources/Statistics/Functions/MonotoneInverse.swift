/// Finds where a function that never decreases reaches a value.
enum MonotoneInverse {
  /// Returns the number between `low` and `high` from which on `reaches` holds, to the last bit.
  ///
  /// - Complexity: About 60 calls of `reaches`; up to 1,100 where the answer is close to zero.
  static func search(low: Double, high: Double, reaches: (Double) -> Bool) -> Double {
    var low = low
    var high = high
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return high }
      if reaches(middle) { high = middle } else { low = middle }
    }
  }

  /// Returns the smallest integer of a range for which `reaches` holds, or the one after the range.
  static func search(_ range: ClosedRange<Int64>, reaches: (Int64) -> Bool) -> Int64 {
    var low = range.lowerBound
    var high = range.upperBound + 1
    while low < high {
      let middle = low + (high - low) / 2
      if reaches(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
