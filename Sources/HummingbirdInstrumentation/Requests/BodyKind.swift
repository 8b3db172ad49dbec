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
    let name = contentType.prefix { $0 != ";" && $0 != " " }.lowercased()
    switch name {
    case "application/json": self = .json
    case "application/graphql": self = .document
    default: self = name.hasSuffix("+json") ? .json : .other
    }
  }
}
