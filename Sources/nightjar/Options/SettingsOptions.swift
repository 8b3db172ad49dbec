internal import ArgumentParser
internal import Foundation
internal import Settings

/// Which settings file is read.
struct SettingsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The settings file; by default the one that NIGHTJAR_CONFIG names, or the first nightjar.yaml \
      in the usual places.
      """,
      valueName: "path"
    )
  )
  var config: String?

  /// What is in force before options are looked at.
  func load() throws(SettingsError) -> Settings {
    try Settings.load(option: config, Self.surroundings)
  }

  /// The environment of this process.
  static var surroundings: Settings.Surroundings {
    Settings.Surroundings(environment: ProcessInfo.processInfo.environment)
  }
}
