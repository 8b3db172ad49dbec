internal import Foundation

extension Settings {
  /// Where a settings file may be, and what else bears on settings.
  package struct Surroundings: Sendable {
    /// The environment's variables.
    package var environment: [String: String]
    /// Paths of files of which the first that exists is read.
    package var usualPlaces: [String]

    package init(environment: [String: String], usualPlaces: [String]) {
      self.environment = environment
      self.usualPlaces = usualPlaces
    }

    /// The usual places: the working directory, the user's configuration, the machine's.
    package init(environment: [String: String]) {
      let home = environment["HOME"].map { $0 + "/.config" }
      let user = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home
      self.init(
        environment: environment,
        usualPlaces: ["nightjar.yaml"]
          + [user, "/etc"].compactMap { $0 }.map { $0 + "/nightjar/nightjar.yaml" }
      )
    }

    /// The variable that names the file.
    static let fileVariable = "NIGHTJAR_CONFIG"

    /// The file to read: the one that an option or the environment names, else the first of the usual
    /// places.
    ///
    /// - Returns: `nil` when there is none, or `NIGHTJAR_CONFIG` is set to nothing.
    package func file(option: String?) -> String? {
      if let option { return option }
      if let path = environment[Self.fileVariable] { return path.isEmpty ? nil : path }
      return usualPlaces.first { FileManager.default.fileExists(atPath: $0) }
    }
  }

  /// Reads the file, the environment and the profile.
  ///
  /// - Parameters:
  ///   - option: The path that an option names; `nil` when none does.
  ///   - surroundings: Where a file may be otherwise, and the environment's variables.
  ///   - keys: The catalog.
  /// - Returns: What is in force before options are looked at.
  /// - Throws: ``SettingsError`` with every mistake, or when the file cannot be read.
  package static func load(
    option: String?,
    _ surroundings: Surroundings,
    keys: [SettingKey] = SettingCatalog.keys
  ) throws(SettingsError) -> Settings {
    let path = surroundings.file(option: option)
    var problems: [SettingsProblem] = []
    var found: [String: SettingsReader.Found] = [:]
    if let path {
      var reader = SettingsReader(path: path)
      try reader.read(SettingsText(path: path), keys: keys)
      (found, problems) = (reader.found, reader.problems)
    }
    var settings = Settings(keys: keys, file: path)
    let variables = read(surroundings.environment, keys, &problems)
    settings.apply(found, variables, path: path ?? "")
    problems += settings.contradictions()
    guard problems.isEmpty else { throw .mistakes(problems) }
    return settings
  }

  /// The values of environment variables, by key.
  private static func read(
    _ environment: [String: String],
    _ keys: [SettingKey],
    _ problems: inout [SettingsProblem]
  ) -> [String: SettingValue] {
    var values: [String: SettingValue] = [:]
    for key in keys {
      guard let variable = key.environmentVariable, let text = environment[variable] else {
        continue
      }
      if let value = key.type.value(of: text) {
        values[key.path] = value
      } else {
        problems.append(
          SettingsProblem(
            source: variable,
            place: nil,
            key: "",
            problem: (key.type.isConfidential ? "the value" : SettingsProblem.quoted(text))
              + " cannot be taken for \(key.path)",
            remedy: "write \(key.type.expectation)"
          )
        )
      }
    }
    return values
  }

  private mutating func apply(
    _ found: [String: SettingsReader.Found],
    _ variables: [String: SettingValue],
    path: String
  ) {
    let chosen = variables[SettingKey.profile.path] ?? found[SettingKey.profile.path]?.value
    if case .text(let name) = chosen, let profile = Profile(rawValue: name) {
      for (key, value) in profile.values { set(key, value, from: .profile(name)) }
    }
    for key in keys {
      if let found = found[key.path] {
        set(key, found.value, from: .file(path: path, found.place))
      }
      if let value = variables[key.path], let variable = key.environmentVariable {
        set(key, value, from: .environment(variable))
      }
    }
  }

  /// Values that are fine by themselves and not together.
  private func contradictions() -> [SettingsProblem] {
    var problems: [SettingsProblem] = []
    for keys in AlertKeys.all {
      guard let medium = number(keys.medium), let high = number(keys.high), medium > high,
        origin(keys.medium).isSaid, origin(keys.high).isSaid
      else { continue }
      problems.append(
        problem(
          keys.high,
          "\(SettingValue.number(high).text) is below the medium level of "
            + SettingValue.number(medium).text,
          "a high level is at least as high as the medium one"
        )
      )
    }
    return problems
  }
}

extension SettingOrigin {
  /// Whether somebody wrote the value, and no default or profile.
  package var isSaid: Bool {
    switch self {
    case .standard, .profile: false
    case .file, .environment, .option: true
    }
  }
}
