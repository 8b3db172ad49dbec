package import Analysis

/// A file of suppressions, to be kept under version control beside the settings.
///
/// ```yaml
/// suppressions:
///   - id: n_plus_one-3f9a2c1b7d04
///     reason: the export runs once a night, see the ticket
///     until: 2027-03-31
/// ```
package enum SuppressionFile {
  /// The key of the file's only list.
  package static let key = SettingKey(
    "suppressions",
    .entries([
      SettingKey("id", .text, "The finding's identifier, as reports show it."),
      SettingKey("reason", .text, "Why it is hidden."),
      SettingKey("until", .day, "The last day on which it is; without it there is no end."),
    ]),
    "The findings that are hidden."
  )

  /// Reads a file.
  ///
  /// - Parameter path: Its path.
  /// - Returns: The suppressions in the order of the file, no identifier twice.
  /// - Throws: ``SettingsError`` with every mistake.
  package static func load(path: String) throws(SettingsError) -> [Suppression] {
    var reader = SettingsReader(path: path)
    try reader.read(SettingsText(path: path), keys: [key])
    var problems = reader.problems
    guard case .entries(let entries)? = reader.found[key.path]?.value else {
      guard problems.isEmpty else { throw .mistakes(problems) }
      return []
    }
    var known: Set<String> = []
    let isSound = problems.isEmpty
    let suppressions = entries.compactMap { entry -> Suppression? in
      let problem = problem(entry, &known).map { text, remedy in
        SettingsProblem(
          source: path,
          place: entry.place,
          key: key.path,
          problem: text,
          remedy: remedy
        )
      }
      // Entries with mistakes of their own lack what was wrong: that is told already.
      if let problem, isSound { problems.append(problem) }
      guard problem == nil, let id = entry.text("id") else { return nil }
      return Suppression(
        id: id,
        reason: entry.text("reason") ?? "",
        until: entry.text("until").flatMap { Day($0) }
      )
    }
    guard problems.isEmpty else { throw .mistakes(problems) }
    return suppressions
  }

  private static func problem(_ entry: SettingEntry, _ known: inout Set<String>) -> (
    String, String
  )? {
    guard let id = entry.text("id") else {
      return ("an entry has no id", "write the identifier of the finding")
    }
    guard entry.text("reason") != nil else {
      return ("\(id) has no reason", "write why it is hidden, for whoever reads this next year")
    }
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    let isHash = parts.last?.count == 12 && parts.last?.allSatisfy(\.isHexDigit) == true
    guard parts.count == 2, isHash else {
      return (
        "\(SettingsProblem.quoted(id)) is no identifier of a finding",
        "write it as reports show it, such as n_plus_one-3f9a2c1b7d04"
      )
    }
    let rules = RuleCatalog.pages.map(\.id)
    guard rules.contains(String(parts[0])) else {
      let near = NearestName.of(String(parts[0]), among: rules)
      return (
        "there is no rule \(SettingsProblem.quoted(String(parts[0])))",
        near.map { "did you mean \($0)?" } ?? "nightjar rules lists them"
      )
    }
    guard known.insert(id).inserted else {
      return ("\(id) stands twice", "keep one of them")
    }
    return nil
  }
}
