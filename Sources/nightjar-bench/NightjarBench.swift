import ArgumentParser

/// Measures programs and rooms, and drives rooms that no command shows.
@main
struct NightjarBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightjar-bench",
    abstract: "Times programs and parts of nightjar.",
    subcommands: [TimePrograms.self, MeasureShapes.self, ParseDocuments.self],
    defaultSubcommand: TimePrograms.self
  )
}
