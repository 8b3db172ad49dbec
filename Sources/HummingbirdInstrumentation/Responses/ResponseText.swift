internal import HTTPTypes
internal import Hummingbird

/// The text of a response's body, if it is one that can be searched for errors.
enum ResponseText: Equatable {
  /// One response, or an array of them.
  case json
  /// Parts with a boundary between them.
  case parts(boundary: String)

  /// What the header `Content-Type` says; `nil` when it says anything else.
  init?(contentType: String) {
    if BodyKind(contentType: contentType) == .json {
      self = .json
    } else if let boundary = Self.boundary(contentType) {
      self = .parts(boundary: boundary)
    } else {
      return nil
    }
  }

  /// The boundary of `multipart/mixed`: 1 to 70 bytes.
  private static func boundary(_ contentType: String) -> String? {
    let parts = contentType.split(separator: ";").map { trimmed($0, of: " \t") }
    guard parts.first?.lowercased() == "multipart/mixed" else { return nil }
    for part in parts.dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, sides[0].lowercased() == "boundary" else { continue }
      let boundary = trimmed(sides[1], of: "\"")
      return (1...70).contains(boundary.utf8.count) ? String(boundary) : nil
    }
    return nil
  }

  private static func trimmed(_ text: Substring, of characters: String) -> Substring {
    var text = text
    while let first = text.first, characters.contains(first) { text.removeFirst() }
    while let last = text.last, characters.contains(last) { text.removeLast() }
    return text
  }
}

extension Response {
  /// The text of the body; `nil` when it is compressed or of another type.
  var text: ResponseText? {
    var text: ResponseText?
    for field in headers {
      if field.name == .contentType {
        text = ResponseText(contentType: field.value)
      } else if field.name == .contentEncoding, field.value != "identity" {
        return nil
      }
    }
    return text
  }
}

/// Counts the errors of a body of either text.
enum BodyErrorScanner {
  case json(ResponseErrorScanner)
  case parts(MultipartErrorScanner)

  init(_ text: ResponseText) {
    switch text {
    case .json: self = .json(ResponseErrorScanner())
    case .parts(let boundary): self = .parts(MultipartErrorScanner(boundary: boundary))
    }
  }

  /// The errors of each code; `nil` stands for those without one.
  var errors: [String?: Int] {
    switch self {
    case .json(let scanner): scanner.errors
    case .parts(let scanner): scanner.errors
    }
  }

  /// Takes the next piece.
  mutating func scan(_ piece: some Sequence<UInt8>) {
    switch self {
    case .json(var scanner):
      scanner.scan(piece)
      self = .json(scanner)
    case .parts(var scanner):
      scanner.scan(piece)
      self = .parts(scanner)
    }
  }
}
