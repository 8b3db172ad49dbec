/// Every value in force, and where each comes from.
///
/// What says something wins over what says nothing, in this order: an option, an environment variable,
/// the file, the profile, the default.
package struct Settings: Sendable {
  private struct Entry {
    var value: SettingValue
    var origin: SettingOrigin
  }

  /// The catalog, in the order of the documentation.
  package let keys: [SettingKey]
  /// The file that was read; `nil` when none was.
  package let file: String?
  private var entries: [String: Entry] = [:]
  /// What took values away.
  private var cleared: [String: SettingOrigin] = [:]

  /// The defaults.
  package init(keys: [SettingKey] = SettingCatalog.keys, file: String? = nil) {
    self.keys = keys
    self.file = file
    for key in keys {
      entries[key.path] = key.standard.map { Entry(value: $0, origin: .standard) }
    }
  }

  /// Gives a key a value, whatever it had.
  package mutating func set(_ key: SettingKey, _ value: SettingValue, from origin: SettingOrigin) {
    entries[key.path] = Entry(value: value, origin: origin)
  }

  /// Gives a key the value of an option, if the option was given.
  package mutating func set(_ key: SettingKey, option: String, _ value: SettingValue?) {
    if let value { set(key, value, from: .option(option)) }
  }

  /// Takes the value of a key away, for an option that says so.
  package mutating func clear(_ key: SettingKey, option: String) {
    entries[key.path] = nil
    cleared[key.path] = .option(option)
  }

  /// The value of a key; `nil` when it has none.
  package func value(_ key: SettingKey) -> SettingValue? { entries[key.path]?.value }

  /// Where the value of a key comes from.
  package func origin(_ key: SettingKey) -> SettingOrigin {
    entries[key.path]?.origin ?? cleared[key.path] ?? .standard
  }

  // MARK: - Values by type

  /// The text, word or path of a key; `nil` when it has none.
  package func text(_ key: SettingKey) -> String? {
    if case .text(let text) = value(key) { text } else { nil }
  }

  /// The number of a key, in its unit; `nil` when it has none.
  package func number(_ key: SettingKey) -> Double? {
    if case .number(let number) = value(key) { number } else { nil }
  }

  /// The whole number of a key; `nil` when it has none.
  package func count(_ key: SettingKey) -> Int? { number(key).flatMap { Int(exactly: $0) } }

  /// Whether a key is true; without a value it is not.
  package func flag(_ key: SettingKey) -> Bool { value(key) == .flag(true) }

  /// The texts of a list; empty when it has none.
  package func texts(_ key: SettingKey) -> [String] {
    if case .texts(let texts) = value(key) { texts } else { [] }
  }

  /// The mappings of a list; empty when it has none.
  package func entries(_ key: SettingKey) -> [SettingEntry] {
    if case .entries(let entries) = value(key) { entries } else { [] }
  }

  // MARK: - Mistakes

  /// The mistake that a key's value is, found when it was about to be used.
  package func problem(_ key: SettingKey, _ problem: String, _ remedy: String) -> SettingsProblem {
    var (source, place) = (origin(key).text, SettingPlace?.none)
    if case .file(let path, let at) = origin(key) { (source, place) = (path, at) }
    if case .option(let option) = origin(key) {
      // On the command line it is the option that people know.
      source = "nightjar: \(option) \(value(key)?.text ?? "")"
      return SettingsProblem(
        source: source,
        place: nil,
        key: "",
        problem: problem,
        remedy: remedy
      )
    }
    return SettingsProblem(
      source: source,
      place: place,
      key: key.path,
      problem: problem,
      remedy: remedy
    )
  }
}
