/// Why a document was refused, and where.
public struct SyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line, counted from 1; lines end with LF, CR or CR LF.
  public let line: Int
  /// The column in its line, counted from 1 in Unicode scalars.
  public let column: Int
  /// One sentence without the position.
  ///
  /// It quotes names and single characters of the document, but no literals.
  public let message: String

  /// The position and the message.
  public var description: String { "\(line):\(column): \(message)" }

  init(_ fault: SyntaxFault, in bytes: [UInt8], count: Int) {
    (line, column) = Self.position(of: fault.offset, in: bytes, count: count)
    message = fault.problem.message(in: bytes, count: count, at: fault.offset)
  }

  /// Counts lines and columns up to a byte; only errors pay for it.
  private static func position(of offset: Int, in bytes: [UInt8], count: Int) -> (Int, Int) {
    var line = 1
    var lineStart = 0
    var index = 0
    while index < min(offset, count) {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
      if byte == UInt8(ascii: "\r"), index < count, bytes[index] == UInt8(ascii: "\n") {
        index += 1
      }
      line += 1
      lineStart = index
    }
    guard lineStart < offset else { return (line, 1) }
    let scalars = bytes[lineStart..<offset].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    return (line, scalars + 1)
  }
}
