/// What is wrong with one value of a scenario, before the file's name is known.
struct ScenarioFault: Error {
  /// Where, as `operations[3].latency.sigma`.
  var key: String
  var problem: String
  var remedy: String

  init(key: String, problem: String, remedy: String) {
    self.key = key
    self.problem = problem
    self.remedy = remedy
  }

  init(path: [any CodingKey], key: String? = nil, problem: String, remedy: String) {
    var text = Self.text(path)
    if let key { text += text.isEmpty ? key : "." + key }
    self.init(key: text, problem: problem, remedy: remedy)
  }

  /// Says what a decoder's error means for the person who wrote the scenario.
  init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(
        path: context.codingPath,
        key: key.stringValue,
        problem: "the key is missing",
        remedy: "add it"
      )
    case .typeMismatch(let type, let context):
      self.init(
        path: context.codingPath,
        problem: "the value is of another type",
        remedy: "write \(Self.name(of: type))"
      )
    case .valueNotFound(let type, let context):
      self.init(
        path: context.codingPath,
        problem: "there is no value",
        remedy: "write \(Self.name(of: type)) or remove the key"
      )
    case .dataCorrupted(let context):
      self.init(
        path: context.codingPath,
        problem: context.debugDescription,
        remedy: "correct the value"
      )
    @unknown default:
      self.init(key: "", problem: "\(error)", remedy: "correct the scenario")
    }
  }

  private static func text(_ path: [any CodingKey]) -> String {
    var text = ""
    for key in path {
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : "." + key.stringValue
      }
    }
    return text
  }

  private static func name(of type: Any.Type) -> String {
    switch type {
    case is Int.Type, is UInt64.Type: "a whole number"
    case is Double.Type: "a number"
    case is Bool.Type: "true or false"
    case is String.Type: "a text"
    default:
      "\(type)".contains("Sequence") || "\(type)".hasPrefix("Array")
        ? "a list" : "keys and values, or what samples/shop.yaml has in this place"
    }
  }
}
