/// Makes text from outside harmless for a terminal, visibly and without losing what it was.
///
/// Names, paths and messages come from logs that anyone may have written. Whatever could move the
/// cursor, change the direction of text, or hide is shown as an escape: `\x1b`, `\u{202e}`.
package enum SafeText {
  /// How many combining marks may follow each other: more climb over the lines above.
  static let combiningLimit = 3

  /// Whether a character must never reach a terminal as it is.
  ///
  /// These are control characters (C0, DEL, C1), format characters (direction, joiners, BOM, tags),
  /// line and paragraph separators, spaces that look like another, variation selectors, and what has
  /// no agreed look: private, unassigned.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
    switch scalar.value {
    case 0xfe00...0xfe0f, 0xe0100...0xe01ef, 0x115f, 0x1160, 0x3164, 0xffa0, 0x034f, 0x2800:
      return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return true
    default: return false
    }
  }

  /// The visible form of a character that may not be shown.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    scalar.value < 0x80 ? escape(byte: UInt8(scalar.value)) : "\\u{\(hex(scalar.value, digits: 1))}"
  }

  /// The visible form of a byte that is part of no character.
  static func escape(byte: UInt8) -> String { "\\x" + hex(UInt32(byte), digits: 2) }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// Text for a terminal; with `asciiOnly`, every character beyond ASCII is escaped as well.
  package static func text(_ text: String, asciiOnly: Bool = false) -> String {
    var safe = ""
    var marks = combiningLimit
    for scalar in text.unicodeScalars {
      let combines = CellWidth.combines(scalar)
      marks = combines ? marks + 1 : 0
      if isUnsafe(scalar) || (asciiOnly && !scalar.isASCII) || (combines && marks > combiningLimit)
      {
        safe += escape(scalar)
        marks = combiningLimit
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// A name for a table: as ``text(_:asciiOnly:)``, and nothing in it can pass for our own marks.
  ///
  /// Spaces at the ends become visible, and a name that begins with `(` cannot be taken for a row of
  /// ours such as `(rest)`.
  package static func name(_ name: String, asciiOnly: Bool = false) -> String {
    var safe = text(name, asciiOnly: asciiOnly)
    if safe.hasPrefix(" ") { safe = "\\x20" + safe.dropFirst() }
    if safe.hasSuffix(" ") { safe = safe.dropLast() + "\\x20" }
    return safe.hasPrefix("(") ? "\\" + safe : safe
  }

  /// Bytes of unknown content as text: UTF-8 is kept, every other byte becomes `\xNN`.
  ///
  /// The result may hold control characters: it is for JSON, which escapes them, or for ``text(_:)``.
  package static func decoded(_ bytes: [UInt8]) -> String {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    var text = ""
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        text.unicodeScalars.append(Unicode.UTF8.decode(encoded))
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<position + length] { text += escape(byte: byte) }
        position += length
      case .emptyInput: return text
      }
    }
  }
}
