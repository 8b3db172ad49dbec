/// How many cells of a terminal text takes: 0 for combining marks, 2 for wide characters, else 1.
package enum CellWidth {
  /// The cells that a text takes, which holds nothing but printable characters.
  package static func of(_ text: String) -> Int {
    text.utf8.allSatisfy { $0 < 0x80 }
      ? text.utf8.count : text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// The cells that a character takes.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    if combines(scalar) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  /// Whether a character is drawn over the one before it.
  static func combines(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return (0x1161...0x11ff).contains(scalar.value)
    }
  }

  /// East Asian Wide and Fullwidth (Unicode Annex 11), and everything shown as an emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0xa4cf,
      0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6f,
      0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18fff, 0x1aff0...0x1b2ff, 0x1f1e6...0x1f1ff,
      0x1f200...0x1f265, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1faff,
      0x20000...0x3fffd:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }

  /// Cuts a text in its middle, so that it takes at most `width` cells.
  package static func cutMiddle(_ text: String, to width: Int, mark: String) -> String {
    let markWidth = of(mark)
    guard of(text) > width else { return text }
    guard width > markWidth else { return String(mark.prefix(max(0, width))) }
    let room = width - markWidth
    let scalars = Array(text.unicodeScalars)
    let head = prefix(scalars[...], cells: room - room / 2)
    var tail: [Unicode.Scalar] = []
    var used = 0
    for scalar in scalars[head.count...].reversed() {
      guard used + of(scalar) <= room / 2 else { break }
      used += of(scalar)
      tail.append(scalar)
    }
    // A mark without its base would climb onto the ellipsis.
    while let last = tail.last, combines(last) { tail.removeLast() }
    return string(head) + mark + string(tail.reversed())
  }

  /// Cuts a text at its end, so that it takes at most `width` cells.
  package static func cutEnd(_ text: String, to width: Int, mark: String) -> String {
    let markWidth = of(mark)
    guard of(text) > width else { return text }
    guard width > markWidth else { return String(mark.prefix(max(0, width))) }
    return string(prefix(Array(text.unicodeScalars)[...], cells: width - markWidth)) + mark
  }

  /// Removes the blanks at the end of a text.
  static func trimmingEnd(_ text: String) -> String {
    var trimmed = text[...]
    while trimmed.last == " " { trimmed.removeLast() }
    return String(trimmed)
  }

  /// The longest beginning of a text that takes at most `cells`.
  static func prefix(
    _ scalars: ArraySlice<Unicode.Scalar>,
    cells: Int
  ) -> ArraySlice<Unicode.Scalar> {
    var used = 0
    var end = scalars.startIndex
    while end < scalars.endIndex, used + of(scalars[end]) <= cells {
      used += of(scalars[end])
      end += 1
    }
    return scalars[..<end]
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
