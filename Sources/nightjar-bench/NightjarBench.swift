import ArgumentParser

/// Measures programs, and those of our rooms that are used inside others' programs.
@main
struct NightjarBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightjar-bench",
    abstract: "Measures time and memory; prints one line a figure, `name value unit`.",
    subcommands: [
      ProgramsCommand.self, LogWriterCommand.self, InstrumentationCommand.self, ShapesCommand.self,
      ParseDocumentsCommand.self, ScoreChanges.self, ScoreForecast.self, ScoreAnomalies.self,
      StatisticsCommand.self,
    ],
    defaultSubcommand: ProgramsCommand.self
  )
}
