/// One thing that can be set: its place in the file, what may be written there, and what it means.
///
/// The catalog of keys is the only place that says so: reading, checking, showing and the page of
/// documentation follow from it.
package struct SettingKey: Sendable {
  /// The names on the way to it, joined by dots, such as `history.path`.
  package let path: String
  package let type: SettingType
  /// The unit of a number, such as `ms`; empty when there is none.
  package let unit: String
  /// The value in force unless something says otherwise; `nil` when there is none.
  package let standard: SettingValue?
  /// One or two sentences for people, in Markdown.
  package let meaning: String

  @inline(never)
  package init(
    _ path: String,
    _ type: SettingType,
    unit: String = "",
    standard: SettingValue? = nil,
    _ meaning: String
  ) {
    self.path = path
    self.type = type
    self.unit = unit
    self.standard = standard
    self.meaning = meaning
  }

  /// The environment variable that sets it; `nil` for lists, which variables cannot hold.
  package var environmentVariable: String? {
    type.isList ? nil : "NIGHTJAR_" + path.uppercased().replacing(".", with: "_")
  }
}
