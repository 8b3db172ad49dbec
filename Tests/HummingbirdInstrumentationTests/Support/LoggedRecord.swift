import Foundation

/// A line of the log as any JSON parser reads it.
struct LoggedRecord {
  let value: Any?

  init(_ value: Any?) {
    self.value = value
  }

  subscript(_ name: String) -> LoggedRecord { LoggedRecord((value as? [String: Any])?[name]) }

  var text: String? { value as? String }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var int: Int? { (value as? NSNumber)?.intValue }
  var elements: [LoggedRecord] { (value as? [Any] ?? []).map { LoggedRecord($0) } }
  var names: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
  var isAbsent: Bool { value == nil }
}
