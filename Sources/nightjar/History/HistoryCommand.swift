internal import ArgumentParser

/// `nightjar history`: the days that earlier runs have recorded.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Look into the history of earlier days, check it, and keep it small.",
    discussion: """
      A history is one file, in which analyze --history records the digest of each day (UTC). It may \
      be copied while no run is recording.

      EXAMPLES
        nightjar history list --history nightjar.sqlite
        nightjar history show 2026-11-22 --history nightjar.sqlite
        nightjar history prune --keep-days 400 --history nightjar.sqlite
      """,
    subcommands: [
      HistoryListCommand.self, HistoryShowCommand.self, HistoryVerifyCommand.self,
      HistoryPruneCommand.self, HistoryExportCommand.self, HistoryImportCommand.self,
      HistoryBaselineCommand.self, HistoryRollUpCommand.self, HistoryAlertsCommand.self,
      HistoryRunsCommand.self,
    ]
  )
}

/// How lists of a history are written.
enum HistoryFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
