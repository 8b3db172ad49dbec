package import Analysis

/// How a document is to be made: the page and the Markdown text.
package struct DocumentOptions: Sendable {
  /// The clock by which times are told.
  package let clock: ClockText
  /// What the operations are ordered by; the heading says so unless it is the time.
  package let order: ReportOrder
  /// How long the run took; `nil` leaves the speed out.
  package let run: RunMeasurement?
  /// The logs as the command line named them, for the command lines that a document shows.
  package let logs: [String]

  package init(
    clock: ClockText = .utc,
    order: ReportOrder = .time,
    run: RunMeasurement? = nil,
    logs: [String] = []
  ) {
    (self.clock, self.order, self.run, self.logs) = (clock, order, run, logs)
  }

  /// Numbers in running text and in tables.
  var quantity: Quantity { Quantity(space: " ", unicode: true) }
}
