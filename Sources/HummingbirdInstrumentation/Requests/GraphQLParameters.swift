internal import QueryShapes

/// What a request over HTTP says of one operation.
struct GraphQLParameters {
  /// The document; `nil` when only its hash was sent.
  var document: String?
  /// Which of the document's operations is meant.
  var operationName: String?
  /// The JSON text of the variables, of which few operations' costs depend on any.
  private var variablesText: [UInt8] = []
  /// The SHA-256 hash of the document, as Apollo's persisted queries send it.
  var documentHash: String?

  /// Whether any operation is asked for.
  var hasOperation: Bool { document != nil || documentHash != nil }

  /// The members of a JSON object; `reader` stands before it, and afterwards behind it.
  init(_ reader: inout JSONReader) throws(JSONReader.Fault) {
    var parameters = Self()
    try reader.object { reader, name throws(JSONReader.Fault) in
      switch name {
      case "query": parameters.document = try reader.stringOrNull()
      case "operationName": parameters.operationName = try reader.stringOrNull()
      case "variables": parameters.variablesText = try reader.valueText()
      case "extensions": parameters.documentHash = try Self.documentHash(&reader)
      default: try reader.skipValue()
      }
    }
    self = parameters
  }

  /// The parameters of a URL.
  ///
  /// - Parameter query: What stands behind the question mark, still encoded.
  init(urlQuery query: String) {
    for parameter in query.utf8.split(separator: UInt8(ascii: "&")) {
      let parts = parameter.split(
        separator: UInt8(ascii: "="),
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      guard parts.count == 2 else { continue }
      let value = FormEncoding.decode(parts[1])
      switch String(decoding: parts[0], as: UTF8.self) {
      case "query": document = String(decoding: value, as: UTF8.self)
      case "operationName": operationName = String(decoding: value, as: UTF8.self)
      case "variables": variablesText = value
      case "extensions":
        var reader = JSONReader(value)
        documentHash = (try? Self.documentHash(&reader)) ?? nil
      default: break
      }
    }
  }

  /// Values of variables, without texts; none when they are no JSON.
  func variables() -> [String: VariableValue] {
    var reader = JSONReader(variablesText)
    return (try? reader.variables()) ?? [:]
  }

  /// A document alone.
  init(document: String? = nil) {
    self.document = document
  }

  /// `persistedQuery.sha256Hash` of the extensions.
  private static func documentHash(
    _ reader: inout JSONReader
  ) throws(JSONReader.Fault) -> String? {
    guard reader.peek() == UInt8(ascii: "{") else {
      try reader.skipValue()
      return nil
    }
    var hash: String?
    try reader.object { reader, name throws(JSONReader.Fault) in
      guard name == "persistedQuery", reader.peek() == UInt8(ascii: "{") else {
        return try reader.skipValue()
      }
      try reader.object { reader, name throws(JSONReader.Fault) in
        guard name == "sha256Hash" else { return try reader.skipValue() }
        hash = try reader.stringOrNull()
      }
    }
    return hash
  }
}
