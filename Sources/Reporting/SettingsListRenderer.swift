internal import Analysis
package import Settings

/// The output of `nightjar config show`: one row a key.
package struct SettingsListRenderer: Sendable {
  /// The value of the key `schema`.
  package static let schema = "nightjar.settings/1"

  private let options: TextOptions
  private let onlyChanged: Bool

  /// - Parameters:
  ///   - options: How a table is to look.
  ///   - onlyChanged: Whether defaults are left out.
  package init(_ options: TextOptions = TextOptions(), onlyChanged: Bool = false) {
    self.options = options
    self.onlyChanged = onlyChanged
  }

  private func keys(_ settings: Settings) -> [SettingKey] {
    settings.keys.filter { !onlyChanged || settings.origin($0) != .standard }
  }

  /// The settings as text: key, value and unit, and where the value comes from.
  package func text(_ settings: Settings) -> String {
    var page = TextPage(options)
    let file = settings.file.map { options.text($0) } ?? "none"
    page.paragraph("Settings file: \(file)", indent: 0, style: .faint)
    for key in keys(settings) {
      let origin = settings.origin(key)
      let value = settings.value(key).map { options.text($0.text) } ?? "not set"
      let unit = key.unit.isEmpty || settings.value(key) == nil ? "" : " " + options.text(key.unit)
      page.paragraph(
        "\(key.path): \(value)\(unit)  (\(options.text(origin.text)))",
        indent: 0,
        hang: 4,
        style: origin == .standard ? .plain : .strong
      )
    }
    return page.text
  }

  /// The settings as JSON, with a newline at the end.
  ///
  /// - Returns: UTF-8.
  package func json(_ settings: Settings) -> [UInt8] {
    JSONWriter.document(
      .object([
        ("schema", .string(Self.schema)),
        ("file", settings.file.map { .string($0) } ?? .null),
        ("settings", .array(keys(settings).map { row($0, settings) })),
      ])
    )
  }

  private func row(_ key: SettingKey, _ settings: Settings) -> JSONValue {
    let origin = settings.origin(key)
    var line = JSONValue.null
    if case .file(_, let place) = origin { line = .integer(place.line) }
    return .object([
      ("key", .string(key.path)),
      ("value", settings.value(key).map(value) ?? .null),
      ("unit", key.unit.isEmpty ? .null : .string(key.unit)),
      ("origin", .string(origin.name)),
      ("line", line),
      ("from", .string(origin.text)),
    ])
  }

  private func value(_ value: SettingValue) -> JSONValue {
    switch value {
    case .flag(let flag): .boolean(flag)
    case .number(let number): Int64(exactly: number).map { .integer($0) } ?? .shortest(number)
    case .text(let text): .string(text)
    case .texts(let texts): .array(texts.map { .string($0) })
    case .entries(let entries):
      .array(
        entries.map { entry in
          .object(entry.values.sorted { $0.key < $1.key }.map { ($0.key, self.value($0.value)) })
        }
      )
    }
  }
}
