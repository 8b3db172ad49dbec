extension Int64 {
  /// The sum, or the nearest bound when it does not fit.
  ///
  /// For summands of one sign the result is the same in any order, which wrapping and trapping are
  /// not: a sum that a hostile log drives to the bound stays there.
  @inlinable @inline(__always)
  package func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  /// The product with a factor above 0, or the nearest bound when it does not fit.
  @inlinable @inline(__always)
  package func multipliedClamped(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? (self < 0 ? .min : .max) : product
  }
}
