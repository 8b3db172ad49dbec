internal import MetricLog
internal import Statistics

extension Digest {
  /// Whether anything in it is told apart by hours.
  package var hasHours: Bool {
    periods.cells.stretchHours < 24 || periods.breakdowns.stretchHours < 24
      || eventGrid.stretchHours < 24
  }

  /// Puts the hours of each day together: sums, sketches and breakdowns add up exactly to what they were,
  /// and only the hour of a request is no longer told.
  ///
  /// Records that come later join their day as ever. The digest is settled afterwards.
  ///
  /// - Complexity: O(*c*), *c* being the digest's cells and breakdowns.
  package mutating func rollUpToDays() {
    guard hasHours else { return }
    periods.cells.coarsen(toHours: 24, &names)
    periods.breakdowns.coarsen(toHours: 24, &names)
    eventGrid.coarsen(toHours: 24, &names)
    regroupAll()
    settle()
  }
}
