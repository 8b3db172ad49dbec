/// A piece of a page.
///
/// Markup can only come from literals of this program: whatever is put into one is escaped, and says by
/// its label where it stands.
///
/// ```swift
/// let row: HTML = "<td title=\"\(attribute: full)\">\(text: short)</td>"
/// ```
struct HTML: Sendable {
  private(set) var source: String

  /// An empty piece.
  init() { source = "" }

  /// Bytes of UTF-8.
  var byteCount: Int { source.utf8.count }

  var isEmpty: Bool { source.isEmpty }

  static func += (left: inout HTML, right: HTML) { left.source += right.source }

  static func + (left: HTML, right: HTML) -> HTML {
    var sum = left
    sum += right
    return sum
  }

  /// Pieces after each other, with markup between them.
  static func joined(_ pieces: some Sequence<HTML>, separator: HTML = HTML()) -> HTML {
    var joined = HTML()
    for (index, piece) in pieces.enumerated() {
      if index > 0 { joined += separator }
      joined += piece
    }
    return joined
  }

  /// Text that neither ends an element nor an attribute's value.
  ///
  /// All five characters are escaped wherever the text stands, so that a slip between text and
  /// attribute would still be harmless.
  fileprivate static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension HTML: ExpressibleByStringInterpolation {
  @inline(never)
  init(stringLiteral markup: StaticString) { source = markup.description }

  @inline(never)
  init(stringInterpolation: Interpolation) { source = stringInterpolation.source }

  /// Collects a literal's pieces; nothing can be put in without saying what it is.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    @inline(never)
    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    @inline(never)
    mutating func appendLiteral(_ markup: StaticString) { source += markup.description }

    /// Markup that has been made.
    @inline(never)
    mutating func appendInterpolation(_ html: HTML) { source += html.source }

    /// Text between tags: words of ours, numbers, or text from outside.
    @inline(never)
    mutating func appendInterpolation(text: String) {
      source += HTML.escaped(SafeText.text(text))
    }

    /// Words of ours with numbers: no line ends between a number and its unit.
    @inline(never)
    mutating func appendInterpolation(words: String) { source += HTML.unbroken(words) }

    /// A name from outside between tags, cut in its middle; the direction of its letters stays within.
    @inline(never)
    mutating func appendInterpolation(name: String, limit: Int = 80) {
      let cut = CellWidth.cutMiddle(SafeText.name(name), to: limit, mark: "…")
      source += "<bdi>" + HTML.escaped(cut) + "</bdi>"
    }

    /// The value of an attribute, between quotes.
    @inline(never)
    mutating func appendInterpolation(attribute text: String) {
      source += HTML.escaped(SafeText.text(text))
    }

    /// A count in markup.
    @inline(never)
    mutating func appendInterpolation(count: Int) { source += String(count) }

    /// A coordinate, to a tenth.
    @inline(never)
    mutating func appendInterpolation(at coordinate: Double) {
      source += HTML.coordinate(coordinate)
    }

    /// An anchor, as the value of an attribute.
    @inline(never)
    mutating func appendInterpolation(id anchor: Anchor) { source += anchor.text }
  }

  private static let units: Set<Substring> = [
    "%", "ns", "µs", "ms", "s", "min", "h", "d", "B", "KiB", "MiB", "GiB", "TiB",
  ]

  /// Escaped text in which a number and the unit behind it stay on one line.
  private static func unbroken(_ text: String) -> String {
    let pieces = text.split(separator: " ", omittingEmptySubsequences: false)
    var joined = ""
    for (index, piece) in pieces.enumerated() {
      if index > 0 {
        let unit = piece.prefix { !",;:.)".contains($0) }
        let isUnit = pieces[index - 1].last?.isNumber == true && units.contains(unit)
        joined += isUnit ? "&nbsp;" : " "
      }
      joined += escaped(SafeText.text(String(piece)))
    }
    return joined
  }

  /// A coordinate to a tenth, without a needless decimal.
  static func coordinate(_ value: Double) -> String {
    let text = Quantity.fixed(value.isFinite ? value : 0, 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
