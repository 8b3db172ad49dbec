internal import ArgumentParser
internal import Foundation

/// The command: arguments, environment, clock, standard output and exit codes.
///
/// Nothing else.
@main
struct Nightjar: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightjar",
    abstract: "Reads the performance logs of GraphQL servers and says what takes the time.",
    discussion: """
      EXAMPLES
        Last night's logs, ranked:
          nightjar analyze /var/log/shop

        The same for a machine, and a page for people:
          nightjar analyze /var/log/shop -o json=night.json -o text=night.txt

        Logs of several machines, condensed where they are and put together here:
          nightjar digest /var/log/shop --output web-01.digest
          nightjar analyze web-01.digest web-02.digest

      EXIT CODES
        0   done
        1   done, and there is a finding at or above --fail-on
        2   the arguments or the settings are wrong, or an output cannot be written
        3   some input could not be read, or too many lines were rejected;
            what could be read is in the report all the same
        4   the history is locked by another run
        70  a defect of nightjar
      """,
    version: "0.1.0",
    subcommands: [
      AnalyzeCommand.self, DigestCommand.self, MergeCommand.self, ValidateCommand.self,
      CompareCommand.self, TrendsCommand.self, HistoryCommand.self, GenerateCommand.self,
      ExplainCommand.self, RulesCommand.self, LimitsCommand.self, NotifyCommand.self,
      ConfigCommand.self,
    ]
  )

  static func main() async {
    StandardOutput.outliveReaders()
    Heap.shareAmongThreads()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      ExitStatus.end(error)
    }
  }
}
