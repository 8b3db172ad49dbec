/// A mistake in settings: where, what, and what to do about it.
package struct SettingsProblem: Sendable, Equatable {
  /// The file's path, an environment variable, or an option.
  package var source: String
  /// `nil` when the source has no lines.
  package var place: SettingPlace?
  /// The key concerned; empty when it is none.
  package var key: String
  package var problem: String
  package var remedy: String

  package init(
    source: String,
    place: SettingPlace?,
    key: String,
    problem: String,
    remedy: String
  ) {
    self.source = source
    self.place = place
    self.key = key
    self.problem = problem
    self.remedy = remedy
  }

  /// One line as compilers print them: `FILE:LINE:COLUMN: key: problem; remedy`.
  ///
  /// It quotes what the file holds: escape it for where it goes.
  package var message: String {
    let position = place.map { ":\($0.line):\($0.column)" } ?? ""
    let subject = key.isEmpty ? "" : "\(key): "
    return "\(source)\(position): \(subject)\(problem)\(remedy.isEmpty ? "" : "; \(remedy)")"
  }

  /// A text from a file, short enough for a message.
  static func quoted(_ text: String) -> String {
    "\"" + (text.count <= 60 ? text : text.prefix(60) + "…") + "\""
  }
}

/// Why there are no settings to go by.
package enum SettingsError: Error, Sendable {
  /// The file cannot be read, is too large, or is no text.
  case unreadable(path: String, reason: String)
  /// The mistakes in the order of their places, at most ``problemLimit`` of them, and how many more.
  case mistakes([SettingsProblem], more: Int)

  /// The most mistakes that are told.
  package static let problemLimit = 20

  /// Mistakes in order, the first of them told.
  static func mistakes(_ all: [SettingsProblem]) -> SettingsError {
    let sorted = all.enumerated().sorted { left, right in
      let first = left.element.place ?? SettingPlace(line: .max, column: .max)
      let second = right.element.place ?? SettingPlace(line: .max, column: .max)
      return first == second ? left.offset < right.offset : first < second
    }
    .map(\.element)
    return .mistakes(Array(sorted.prefix(problemLimit)), more: max(0, sorted.count - problemLimit))
  }

  /// What is wrong, a line each.
  package var messages: [String] {
    switch self {
    case .unreadable(let path, let reason): ["\(path): the settings cannot be read: \(reason)"]
    case .mistakes(let problems, let more):
      problems.map(\.message) + (more > 0 ? ["and \(more) more mistakes"] : [])
    }
  }
}
