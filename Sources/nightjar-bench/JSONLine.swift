/// A JSON value: what the scoring commands read and print, one a line.
indirect enum JSONLine: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSONLine])
  case object([(key: String, value: JSONLine)])

  /// What a line holds that is not the JSON asked for.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  static func == (left: JSONLine, right: JSONLine) -> Bool { left.description == right.description }

  /// A list of numbers.
  static func numbers(_ values: some Sequence<Double>) -> JSONLine {
    .list(values.map { .number($0) })
  }

  /// A list of whole numbers.
  static func integers(_ values: some Sequence<Int>) -> JSONLine {
    .numbers(values.map(Double.init))
  }

  /// A member of an object.
  subscript(key: String) -> JSONLine? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The finite number of a member.
  func number(_ key: String) throws(Failure) -> Double {
    guard case .number(let value) = self[key], value.isFinite else {
      throw Failure(description: "\"\(key)\" must be a number")
    }
    return value
  }

  /// The whole number of a member, between two bounds.
  func integer(_ key: String, in range: ClosedRange<Int>) throws(Failure) -> Int {
    let value = try number(key)
    guard let whole = Int(exactly: value), range.contains(whole) else {
      throw Failure(description: "\"\(key)\" must be a whole number in \(range)")
    }
    return whole
  }

  /// The text of a member.
  func text(_ key: String) throws(Failure) -> String {
    guard case .text(let value) = self[key] else {
      throw Failure(description: "\"\(key)\" must be text")
    }
    return value
  }

  /// The finite numbers of a member.
  func numbers(_ key: String) throws(Failure) -> [Double] {
    try Self.numbers(self[key], key)
  }

  /// The rows of numbers of a member.
  func rows(_ key: String) throws(Failure) -> [[Double]] {
    guard case .list(let rows) = self[key] else {
      throw Failure(description: "\"\(key)\" must be a list of lists")
    }
    var result: [[Double]] = []
    for row in rows { result.append(try Self.numbers(row, key)) }
    return result
  }

  private static func numbers(_ value: JSONLine?, _ key: String) throws(Failure) -> [Double] {
    guard case .list(let values) = value else {
      throw Failure(description: "\"\(key)\" must be a list of numbers")
    }
    var result: [Double] = []
    for value in values {
      guard case .number(let number) = value, number.isFinite else {
        throw Failure(description: "\"\(key)\" must hold numbers alone")
      }
      result.append(number)
    }
    return result
  }
}

extension JSONLine: CustomStringConvertible {
  var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    // JSON has no infinity.
    case .number(let value): value.isFinite ? Self.written(value) : "null"
    case .text(let value): Self.quoted(value)
    case .list(let values): "[" + values.map(\.description).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.description }.joined(separator: ",")
        + "}"
    }
  }

  private static func written(_ value: Double) -> String {
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
    return value.description
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
