/// One field each: the key as it stands in the line, with its comma, and a value or nothing.
extension LineEncoder {
  @inline(__always)
  func append(_ key: String, _ value: Int?, to line: inout [UInt8]) {
    append(key, value.map(Int64.init), to: &line)
  }

  @inline(__always)
  func append(_ key: String, _ value: Int64?, to line: inout [UInt8]) {
    guard let value else { return }
    line.append(raw: key)
    line.append(number: value)
  }

  @inline(__always)
  func append(_ key: String, milliseconds nanoseconds: Int64?, to line: inout [UInt8]) {
    guard let nanoseconds else { return }
    line.append(raw: key)
    line.append(milliseconds: nanoseconds)
  }

  @inline(__always)
  func append(_ key: String, _ value: String?, to line: inout [UInt8]) {
    guard let value else { return }
    line.append(raw: key)
    line.append(jsonString: value)
  }

  /// The key holds the opening quote.
  @inline(__always)
  func append(_ key: String, hex value: UInt64?, to line: inout [UInt8]) {
    guard let value else { return }
    line.append(raw: key)
    line.append(hex: value)
    line.append(UInt8(ascii: "\""))
  }

  /// JSON has no word for infinity or for what is not a number: such a value is left out.
  func append(_ key: String, _ value: Double?, to line: inout [UInt8]) {
    guard let value, value.isFinite else { return }
    line.append(raw: key)
    line.append(raw: value.description)
  }

  func append(_ kind: OperationKind, to line: inout [UInt8]) {
    guard kind != .unknown else { return }
    line.append(raw: ",\"kind\":\"")
    line.append(raw: kind.name)
    line.append(UInt8(ascii: "\""))
  }
}
