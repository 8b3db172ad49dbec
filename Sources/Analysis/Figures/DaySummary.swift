/// What a history keeps of a day beside its digest: all of it follows from the digest, and is kept so
/// that a run that needs many days need not read as many digests.
package struct DaySummary: Sendable, Equatable {
  /// ``DayFigures``.
  package let figures: [UInt8]
  /// ``DaySketches``.
  package let sketches: [UInt8]
  /// ``DayHours``.
  package let hours: [UInt8]
  /// ``DayDetails``.
  package let details: [UInt8]

  /// The summary of a settled digest of one day.
  ///
  /// - Complexity: O(*c*), *c* being the digest's cells and breakdowns.
  package init(day: Day, _ digest: Digest) {
    figures = DayFigures(day: day, digest).encoded()
    sketches = DaySketches(digest).encoded()
    hours = DayHours(day: day, digest).encoded()
    details = DayDetails(digest).encoded()
  }

  /// A summary as a history has it.
  package init(figures: [UInt8], sketches: [UInt8], hours: [UInt8], details: [UInt8]) {
    (self.figures, self.sketches, self.hours, self.details) = (figures, sketches, hours, details)
  }
}
