internal import Analysis
internal import ArgumentParser
internal import Foundation
internal import History
internal import Settings
internal import Reporting

/// `nightjar history baseline`: names for days to compare with.
struct HistoryBaselineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Give days a name that compare --with knows, or list the names.",
    usage: "nightjar history baseline [<name> [<days>]] --history <path> [<options>]",
    discussion: """
      EXAMPLES
        nightjar history baseline --history h.sqlite
        nightjar history baseline spring 2026-03-01..2026-03-28 --history h.sqlite
        nightjar history baseline spring --remove --history h.sqlite
      """
  )

  @Argument(help: "The name.") var name: String?
  @Argument(help: "The days, such as 2026-03-01..2026-03-28.") var days: String?
  @OptionGroup var file: HistoryFileOptions
  @Flag(help: "Forget the name.") var remove = false

  func validate() throws {
    if remove, name == nil || days != nil {
      throw ValidationError("--remove goes with a name and no days.")
    }
    if !remove, name != nil, days == nil {
      throw ValidationError("Name the days, such as 2026-03-01..2026-03-28, or write --remove.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let store = try file.open()
      guard let name else {
        return StandardOutput.write(
          Array(HistoryListRenderer().text(baselines: try store.baselines()).utf8)
        )
      }
      if remove {
        guard try store.removeBaseline(name) else {
          let path = try file.settings().text(.historyPath) ?? ""
          throw Failure.usage("\(path) has no baseline of this name")
        }
        return
      }
      guard let range = days.flatMap(SelectionOptions.range) else {
        throw Failure.usage("\(days ?? ""): write days as 2026-03-01..2026-03-28")
      }
      guard SelectionOptions.range(name) == nil, name != "last-release", !name.isEmpty else {
        throw Failure.usage("'\(name)' means something else: choose another name")
      }
      try store.setBaseline(name, range)
    }
  }
}
