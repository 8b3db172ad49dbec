/// Counts the errors of a GraphQL response and finds their codes, while the response passes by.
///
/// It takes the text in pieces of any size and keeps nothing of it but codes. A response is an object
/// with `errors` at its top, or an array of such objects. What is not JSON gives no errors.
package struct ResponseErrorScanner {
  /// The errors of each code; `nil` stands for those without one.
  package private(set) var errors: [String?: Int] = [:]

  /// What a container is, as far as it matters here.
  private enum Role {
    case batch, response, errors, error, extensions
  }

  /// The longest code that is kept; a longer one is no code.
  private static let codeBytes = 64

  private var roles: [Role] = []
  /// How deep the scan is in containers that do not matter.
  private var skipDepth = 0
  private var isInString = false
  private var isEscaped = false
  private var expectsName = false
  private var text: [UInt8] = []
  private var name: [UInt8] = []
  private var code: String?

  /// The response was read to its end, or what there is cannot be a response.
  package private(set) var isDone = false

  /// Whether this is a part of a response, which may say in further places what it adds.
  private let isPart: Bool

  /// - Parameter isPart: The text is part of a response, such as a payload of incremental delivery.
  package init(isPart: Bool = false) {
    self.isPart = isPart
  }

  /// Begins with the text of the next part; the errors so far stay.
  mutating func beginPart() {
    let errors = errors
    self = Self(isPart: isPart)
    self.errors = errors
  }

  /// Takes the next piece.
  package mutating func scan(_ piece: some Sequence<UInt8>) {
    for byte in piece where !isDone {
      if isInString {
        takeInString(byte)
      } else if skipDepth > 0 {
        skip(byte)
      } else {
        take(byte)
      }
    }
  }

  private mutating func takeInString(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
      return keep(byte)
    }
    switch byte {
    case UInt8(ascii: "\\"):
      isEscaped = true
      keep(byte)
    case UInt8(ascii: "\""):
      isInString = false
      if skipDepth == 0 { endString() }
    default: keep(byte)
    }
  }

  private mutating func keep(_ byte: UInt8) {
    guard skipDepth == 0, text.count <= Self.codeBytes else { return }
    text.append(byte)
  }

  private mutating func endString() {
    if expectsName {
      name = text
    } else if roles.last == .extensions, name == Array("code".utf8) {
      // Too long a text becomes a code that is noted as unusable.
      code = String(decoding: text, as: UTF8.self)
    }
  }

  private mutating func skip(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): skipDepth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): skipDepth -= 1
    default: break
    }
  }

  private mutating func take(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""):
      isInString = true
      text.removeAll(keepingCapacity: true)
    case UInt8(ascii: ":"): expectsName = false
    case UInt8(ascii: ","):
      expectsName = roles.last.map { $0 != .errors && $0 != .batch } ?? false
      name = []
    case UInt8(ascii: "{"), UInt8(ascii: "["): open(isArray: byte == UInt8(ascii: "["))
    case UInt8(ascii: "}"), UInt8(ascii: "]"): close()
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
    // Numbers, true, false, null; before the first bracket they mean that this is no response.
    default: isDone = roles.isEmpty
    }
  }

  private mutating func open(isArray: Bool) {
    switch (roles.last, isArray) {
    case (nil, true): roles.append(.batch)
    case (nil, false), (.batch, false): begin(.response)
    case (.response, true) where name == Array("errors".utf8): roles.append(.errors)
    case (.response, true) where isPart && roles.count == 1 && holdsEntries: roles.append(.batch)
    case (.response, false) where isPart && roles.count == 1 && name == Array("payload".utf8):
      begin(.response)
    case (.errors, false):
      code = nil
      begin(.error)
    case (.error, false) where name == Array("extensions".utf8): begin(.extensions)
    default: skipDepth = 1
    }
  }

  /// Whether a part's member is the list of what the part adds to the response.
  private var holdsEntries: Bool {
    name == Array("incremental".utf8) || name == Array("completed".utf8)
  }

  private mutating func begin(_ role: Role) {
    roles.append(role)
    expectsName = true
    name = []
  }

  private mutating func close() {
    if roles.popLast() == .error { errors[code, default: 0] += 1 }
    name = []
    expectsName = false
    isDone = roles.isEmpty
  }
}
