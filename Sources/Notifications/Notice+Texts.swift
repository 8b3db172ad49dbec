internal import Reporting

extension Notice {
  /// What following the recommendation saves, in words; `nil` when that is not known or nothing.
  var savingText: String? {
    guard let saving = savingNanosecondsPerDay, saving > 0 else { return nil }
    return Quantity(space: " ").duration(saving) + " a day"
  }

  /// Whether the link is an address, not a command.
  var isLinked: Bool { link.hasPrefix("https://") || link.hasPrefix("http://") }
}
