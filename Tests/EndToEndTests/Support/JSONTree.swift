import Foundation
import Testing

/// A JSON document that is looked into by names.
@dynamicMemberLookup
struct JSONTree: Equatable {
  /// Any JSON value but null, which is absent.
  private enum Value: Equatable {
    case number(Double)
    case string(String)
    case array([JSONTree])
    case object([String: JSONTree])
  }

  private var value: Value

  /// Reads a document.
  init(_ data: Data) throws {
    let any = try JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed])
    self = try #require(JSONTree(any: any))
  }

  private init?(any: Any) {
    switch any {
    case let string as String: value = .string(string)
    case let number as NSNumber: value = .number(number.doubleValue)
    case let array as [Any]: value = .array(array.compactMap(JSONTree.init(any:)))
    case let object as [String: Any]: value = .object(object.compactMapValues(JSONTree.init(any:)))
    default: return nil
    }
  }

  /// A member of an object; `nil` of anything else, and when it is absent or null.
  subscript(dynamicMember name: String) -> JSONTree? { self[name] }

  /// A member of an object; `nil` of anything else, and when it is absent or null.
  subscript(name: String) -> JSONTree? {
    guard case .object(let members) = value else { return nil }
    return members[name]
  }

  /// The elements of an array.
  var elements: [JSONTree] {
    guard case .array(let elements) = value else { return [] }
    return elements
  }

  /// The members of an object.
  var members: [String: JSONTree] {
    guard case .object(let members) = value else { return [:] }
    return members
  }

  /// A number; truth is 1.
  var number: Double? {
    guard case .number(let number) = value else { return nil }
    return number
  }

  /// Whole nanoseconds of a number of milliseconds.
  ///
  /// Exact below some months, where the digits of the report determine the nanosecond.
  var nanoseconds: Double? { number.map { ($0 * 1e6).rounded() } }

  /// A text.
  var string: String? {
    guard case .string(let string) = value else { return nil }
    return string
  }
}

extension Nightjar.Outcome {
  /// Standard output as a JSON document.
  func json() throws -> JSONTree {
    try #require(status == 0 || status == 3, "\(errors)")
    return try JSONTree(output)
  }
}
