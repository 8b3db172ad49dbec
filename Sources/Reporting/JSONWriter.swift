internal import Analysis

/// Writes JSON values as bytes, in the order given and in a layout that people can read.
///
/// An array or object stands on one line when the line stays within ``lineLimit``, or within
/// ``leafLimit`` when it holds no other array or object; otherwise each of its elements begins a line
/// of its own, two spaces further in. Strings are UTF-8; what could harm a terminal (control
/// characters, direction marks, invisible characters) is escaped.
package struct JSONWriter: Sendable {
  /// The longest line that an array or object is put on, in characters.
  package static let lineLimit = 100
  /// The longest line that a list of plain values is put on: a row of figures reads best as a row.
  package static let leafLimit = 240

  package private(set) var bytes: [UInt8] = []
  /// Threads that make large rows at the same time; the bytes do not depend on it.
  private let threads: Int

  package init(threads: Int = 1) { self.threads = threads }

  /// The bytes of one document, with a newline at the end.
  package static func document(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.write(value, indent: 0, column: 0) { _ in }
    writer.append("\n")
    return writer.bytes
  }

  /// Writes one document piece by piece, so that it need not be in memory as a whole.
  package static func document(
    _ value: JSONValue,
    threads: Int = 1,
    to output: ([UInt8]) throws -> Void
  ) rethrows {
    var writer = JSONWriter(threads: threads)
    try writer.write(value, indent: 0, column: 0) { writer in
      guard writer.bytes.count > pieceSize else { return }
      try output(writer.bytes)
      writer.bytes.removeAll(keepingCapacity: true)
    }
    writer.append("\n")
    try output(writer.bytes)
  }

  /// Rows in memory at a time: enough to keep threads busy, few enough for rows of a megabyte.
  private static let rowsAtOnce = 16

  /// Pieces are handed on when they have so many bytes.
  private static let pieceSize = 1 << 18

  /// The bytes of one value on one line, with a newline at the end: a line of JSON lines.
  package static func line(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.writeOnOneLine(value)
    writer.append("\n")
    return writer.bytes
  }

  /// Writes a value; `pause` is called behind each large row and may take the bytes away.
  private mutating func write(
    _ value: JSONValue,
    indent: Int,
    column: Int,
    pause: (inout JSONWriter) throws -> Void
  ) rethrows {
    switch value {
    case .array(let elements) where !Self.fits(value, at: column):
      append("[")
      for (index, element) in elements.enumerated() {
        startLine(isFirst: index == 0, indent: indent + 2)
        try write(element, indent: indent + 2, column: indent + 2, pause: pause)
      }
      startLine(isFirst: true, indent: indent)
      append("]")
    case .object(let members) where !Self.fits(value, at: column):
      append("{")
      for (index, member) in members.enumerated() {
        startLine(isFirst: index == 0, indent: indent + 2)
        let start = bytes.count
        write(member.name)
        append(": ")
        let used = bytes.count - start
        try write(member.value, indent: indent + 2, column: indent + 2 + used, pause: pause)
      }
      startLine(isFirst: true, indent: indent)
      append("}")
    case .rows(let count, let row) where count > 0:
      append("[")
      for first in stride(from: 0, to: count, by: Self.rowsAtOnce) {
        let rows = first..<min(first + Self.rowsAtOnce, count)
        for (offset, bytes) in written(rows, row, indent: indent + 2).enumerated() {
          startLine(isFirst: first + offset == 0, indent: indent + 2)
          self.bytes.append(contentsOf: bytes)
          try pause(&self)
        }
      }
      startLine(isFirst: true, indent: indent)
      append("]")
    default: writeOnOneLine(value)
    }
  }

  /// Makes and writes some rows, each on its own, on as many threads as were asked for.
  private func written(
    _ rows: Range<Int>,
    _ row: @Sendable (Int) -> JSONValue,
    indent: Int
  ) -> [[UInt8]] {
    ConcurrentRows.map(rows.count, threads: threads) { offset in
      var writer = JSONWriter()
      writer.write(row(rows.lowerBound + offset), indent: indent, column: indent) { _ in }
      return writer.bytes
    }
  }

  private mutating func startLine(isFirst: Bool, indent: Int) {
    append(isFirst ? "\n" : ",\n")
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }

  private mutating func writeOnOneLine(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .boolean(let flag): append(flag ? "true" : "false")
    case .number(let text): append(text)
    case .string(let text): write(text)
    case .array(let elements):
      append("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { append(", ") }
        writeOnOneLine(element)
      }
      append("]")
    case .object(let members):
      append("{")
      for (index, member) in members.enumerated() {
        if index > 0 { append(", ") }
        write(member.name)
        append(": ")
        writeOnOneLine(member.value)
      }
      append("}")
    case .rows(let count, let row): writeOnOneLine(.array((0..<count).map(row)))
    }
  }

  private static func fits(_ value: JSONValue, at column: Int) -> Bool {
    let isLeaf =
      switch value {
      case .array(let elements): elements.allSatisfy(\.isPlain)
      case .object(let members): members.allSatisfy(\.value.isPlain)
      default: true
      }
    return length(value, within: (isLeaf ? leafLimit : lineLimit) - column) != nil
  }

  /// The length of a value on one line, or `nil` when it is longer than `limit`.
  ///
  /// Looks at no more of the value than fits, so that layout stays linear in the size of the document.
  private static func length(_ value: JSONValue, within limit: Int) -> Int? {
    var length = 2
    switch value {
    case .null: length = 4
    case .boolean: length = 5
    case .number(let text): length = text.utf8.count
    case .string(let text): length += text.utf8.count
    case .rows(let count, _):
      guard count == 0 else { return nil }
    case .array(let elements):
      for element in elements {
        guard let part = Self.length(element, within: limit - length) else { return nil }
        length += part + 2
      }
    case .object(let members):
      for member in members {
        length += member.name.utf8.count + 4
        guard let part = Self.length(member.value, within: limit - length) else { return nil }
        length += part + 2
      }
    }
    return length <= limit ? length : nil
  }

  private mutating func write(_ text: String) {
    append("\"")
    if text.utf8.allSatisfy(Self.isPlain) {
      bytes.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { write(scalar) }
    }
    append("\"")
  }

  /// Whether a byte is a character of its own that needs no escape, as nearly all are.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": append("\\\"")
    case "\\": append("\\\\")
    case "\n": append("\\n")
    case "\r": append("\\r")
    case "\t": append("\\t")
    case _ where SafeText.isUnsafe(scalar):
      for unit in scalar.utf16 { writeEscape(unit) }
    default: bytes.append(contentsOf: scalar.utf8)
    }
  }

  private mutating func writeEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
