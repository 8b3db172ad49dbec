/// The frame of a chart: grid, labels and what is drawn.
///
/// The drawing is stretched to the width of the page, the labels are not: they stand at percentages
/// of the width in a frame that has no scale of its own, so they are as legible on a phone as on a desk.
struct Plot: Sendable {
  /// Width of the drawing's coordinates; they are stretched to the width of the page.
  static let width = 1000.0

  /// Height in pixels, which is also that of the drawing's coordinates.
  let height: Double
  /// What the chart shows, in a sentence, for those who do not see it.
  let label: String
  /// What is stretched: paths and rectangles in `width` by `height`.
  var drawing = HTML()
  /// What is not: labels, lines at percentages of the width.
  private(set) var frame = HTML()
  /// Rectangles that tell their numbers when pointed at.
  var hover = HTML()

  init(height: Double, label: String) { (self.height, self.label) = (height, label) }

  /// Adds a line across with its value at the left.
  mutating func tick(y: Double, _ text: String) {
    frame += """
      <line class="grid" x1="0" x2="100%" y1="\(at: y)" y2="\(at: y)"/>\
      <text class="y" x="-8" y="\(at: y + 4)">\(text: text)</text>

      """
  }

  /// Adds a label below, at a fraction of the width.
  mutating func tick(x fraction: Double, _ text: String) {
    frame += """
      <text class="x" x="\(at: fraction * 100)%" y="\(at: height + 18)">\(text: text)</text>

      """
  }

  /// Adds a line from top to bottom that tells what happened when it is pointed at.
  mutating func mark(x fraction: Double, _ title: HTML) {
    frame += """
      <line class="deploy" x1="\(at: fraction * 100)%" x2="\(at: fraction * 100)%" y1="0" \
      y2="\(at: height)"><title>\(title)</title></line>

      """
  }

  /// Adds a line across that must not be crossed.
  mutating func limit(y: Double, _ title: HTML) {
    frame += """
      <line class="size" x1="0" x2="100%" y1="\(at: y)" y2="\(at: y)"><title>\(title)</title></line>

      """
  }

  /// Adds a part of the width that tells its numbers when it is pointed at.
  mutating func hover(from start: Double, to end: Double, _ title: HTML) {
    hover += """
      <rect x="\(at: start * 100)%" y="0" width="\(at: (end - start) * 100)%" \
      height="\(at: height)"><title>\(title)</title></rect>

      """
  }

  /// The chart as markup.
  var html: HTML {
    """
    <svg class="plot" height="\(at: height)" role="img" aria-label="\(attribute: label)">
    \(frame)<svg viewBox="0 0 1000 \(at: height)" preserveAspectRatio="none" width="100%" \
    height="\(at: height)">
    \(drawing)</svg>
    <g class="hover">\(hover)</g></svg>

    """
  }
}
