/// The kinds of bodies that the middleware tells apart.
enum BodyKind {
  /// JSON of any name.
  case json
  /// A document and nothing else.
  case document
  /// Anything else, such as a form with files.
  case other

  /// The kind that a `Content-Type` header names; without one, JSON.
  init(contentType: String?) {
    guard let contentType else {
      self = .json
      return
    }
    // As nearly all clients and servers write it.
    if contentType == "application/json" {
      self = .json
      return
    }
    let name = contentType.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
    self.init(name: String(decoding: name, as: UTF8.self).lowercased())
  }

  private init(name: String) {
    switch name {
    case "application/json": self = .json
    case "application/graphql": self = .document
    default: self = name.hasSuffix("+json") ? .json : .other
    }
  }
}
