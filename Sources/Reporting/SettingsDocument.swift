package import Settings

/// The catalog of settings as one document.
package enum SettingsDocument {
  /// Renders the sections as Markdown.
  package static func markdown(_ sections: [SettingCatalog.Section]) -> String {
    var lines = introduction
    for section in sections { lines += self.section(section) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let introduction = [
    "# Settings", "",
    "Everything that can be set, in one YAML file. This page is generated from the catalog that the",
    "command checks files against; a test keeps it fresh. `samples/nightjar.yaml` is a file to begin",
    "with.", "",
    "The file is the one that `--config` names, or the one that `NIGHTJAR_CONFIG` names (set to nothing,",
    "no file is read), or the first that exists of `nightjar.yaml` in the working directory,",
    "`nightjar/nightjar.yaml` in `$XDG_CONFIG_HOME` (else `~/.config`), and",
    "`/etc/nightjar/nightjar.yaml`. Paths in a file begin at the file's folder.", "",
    "An option of the command line wins over an environment variable, that over the file, the file over",
    "the profile, the profile over the default. The variable of a key is `NIGHTJAR_` and its name in",
    "capitals, with `_` for each dot: `NIGHTJAR_HISTORY_PATH` sets `history.path`. Lists have none.",
    "",
    "`nightjar config check` names every mistake with line, column and what to write;",
    "`nightjar config show` prints every value in force and where it comes from. A key that is not known",
    "is a mistake. Files are plain YAML of at most 256 KiB: one document, no anchors or aliases.",
    "",
    "In the tables, `history.path` means a mapping `history:` with a key `path:` below it.",
  ]

  private static func section(_ section: SettingCatalog.Section) -> [String] {
    var lines = ["", "## \(section.title)", "", section.introduction]
    if section.keys.contains(where: { $0.path == SettingKey.profile.path }) {
      lines += ["", "Profiles:", ""]
      lines += Profile.allCases.map { "- `\($0.rawValue)`: \($0.meaning)." }
    }
    lines += ["", "| key | takes | default | unit | meaning |", "| --- | --- | --- | --- | --- |"]
    lines += section.keys.map(row)
    return lines
  }

  private static func row(_ key: SettingKey) -> String {
    let standard = key.standard.map { "`\($0.text)`" } ?? ""
    let cells = ["`\(key.path)`", takes(key.type), standard, key.unit, key.meaning]
    return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  private static func takes(_ type: SettingType) -> String {
    guard case .entries(let keys) = type else { return type.expectation }
    return "a list of mappings with " + keys.map { "`\($0.path)`" }.joined(separator: ", ")
  }
}
