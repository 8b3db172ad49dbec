/// A value of a setting.
package enum SettingValue: Sendable, Equatable {
  case flag(Bool)
  case number(Double)
  case text(String)
  case texts([String])
  case entries([SettingEntry])

  /// The value as it is written on one line.
  package var text: String {
    switch self {
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number):
      Int64(exactly: number).map { String($0) } ?? number.description
    case .text(let text): text
    case .texts(let texts): "[" + texts.joined(separator: ", ") + "]"
    case .entries(let entries): "[" + entries.map(\.text).joined(separator: ", ") + "]"
    }
  }
}

/// One mapping of a list.
package struct SettingEntry: Sendable, Equatable {
  /// By the path of the entry's own keys.
  package var values: [String: SettingValue]
  /// Where it stands in the file.
  package var place: SettingPlace

  package init(values: [String: SettingValue], place: SettingPlace) {
    self.values = values
    self.place = place
  }

  /// The entry as it is written on one line, keys in the order of their names.
  package var text: String {
    let pairs = values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }
    return "{" + pairs.joined(separator: ", ") + "}"
  }

  package func text(_ path: String) -> String? {
    if case .text(let text) = values[path] { text } else { nil }
  }

  package func number(_ path: String) -> Double? {
    if case .number(let number) = values[path] { number } else { nil }
  }

  package func flag(_ path: String) -> Bool? {
    if case .flag(let flag) = values[path] { flag } else { nil }
  }

  package func texts(_ path: String) -> [String]? {
    if case .texts(let texts) = values[path] { texts } else { nil }
  }
}

/// A place in a settings file, both numbers counted from 1; columns count characters.
package struct SettingPlace: Sendable, Equatable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: SettingPlace, right: SettingPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
