package import Analysis

/// How a text report is to look.
package struct TextOptions: Sendable {
  /// Fewer columns than this are not supported: the lines are as wide as this.
  package static let leastWidth = 72

  /// Terminal columns: no line is wider.
  package let width: Int
  /// Whether headings and problems may be coloured.
  package let color: Bool
  /// Whether characters beyond ASCII may be used; without it, names in other scripts are escaped.
  package let unicode: Bool
  /// How many of the listed operations get a closer look below the table.
  package let details: Int
  /// What the operations are ordered by; the heading says so unless it is the time.
  package let order: ReportOrder
  /// How long the run took; `nil` leaves the speed out.
  package let run: RunMeasurement?
  /// The clock by which times are told.
  package let clock: ClockText

  package init(
    width: Int = 80,
    color: Bool = false,
    unicode: Bool = true,
    details: Int = 3,
    order: ReportOrder = .time,
    run: RunMeasurement? = nil,
    clock: ClockText = .utc
  ) {
    self.width = max(width, Self.leastWidth)
    self.color = color
    self.unicode = unicode
    self.details = details
    self.order = order
    self.run = run
    self.clock = clock
  }

  /// What stands where a text was cut.
  var mark: String { unicode ? "…" : "..." }

  /// Between two dates or times.
  var dash: String { unicode ? "–" : "-" }

  /// Between two parts of a line.
  var dot: String { unicode ? " · " : ", " }

  /// Numbers in running text.
  var prose: Quantity { Quantity(space: " ", unicode: unicode) }

  /// Numbers in a table.
  var cells: Quantity { Quantity(space: "", unicode: unicode) }

  /// A name from outside, safe to show.
  func name(_ name: String) -> String { SafeText.name(name, asciiOnly: !unicode) }

  /// A text from outside, safe to show.
  func text(_ text: String) -> String { SafeText.text(text, asciiOnly: !unicode) }
}
