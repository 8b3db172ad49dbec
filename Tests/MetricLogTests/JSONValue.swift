import Foundation

/// A parsed JSON value that can be compared, numbers by value.
enum JSONValue: Equatable {
  case object([String: JSONValue])
  case array([JSONValue])
  case string(String)
  case number(Double)
  case other

  init(_ value: Any) {
    switch value {
    case let object as [String: Any]: self = .object(object.mapValues(JSONValue.init))
    case let array as [Any]: self = .array(array.map(JSONValue.init))
    case let string as String: self = .string(string)
    case let number as NSNumber: self = .number(number.doubleValue)
    case let number as Int: self = .number(Double(number))
    case let number as Double: self = .number(number)
    default: self = .other
    }
  }
}
