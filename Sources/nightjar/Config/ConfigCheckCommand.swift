internal import ArgumentParser
internal import Reporting
internal import Settings

/// `nightjar config check`: every mistake of a settings file.
struct ConfigCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Name every mistake in a settings file, with its place and what to write.",
    usage: "nightjar config check [<path>]",
    discussion: """
      One line a mistake, as compilers print them: FILE:LINE:COLUMN: key: what is wrong; what to \
      write. The environment's variables are checked, too. The exit code is 2 when there are \
      mistakes.

      EXAMPLES
        nightjar config check
        nightjar config check /etc/nightjar/nightjar.yaml
      """
  )

  @Argument(
    help: ArgumentHelp("The settings file; by default the one in force.", valueName: "path")
  )
  var path: String?

  func run() async throws {
    try await Failure.reported {
      let surroundings = SettingsOptions.surroundings
      guard let file = surroundings.file(option: path) else {
        let places = surroundings.usualPlaces.joined(separator: ", ")
        throw Failure.usage("there is no settings file: looked for \(places)")
      }
      let settings = try Settings.load(option: file, surroundings)
      try settings.checkUse()
      let count = settings.keys.filter { settings.origin($0).isSaid }.count
      let text =
        "\(SafeText.text(file)): no mistakes, \(count) \(count == 1 ? "key" : "keys") set\n"
      StandardOutput.write(Array(text.utf8))
    }
  }
}

extension Settings {
  /// Reads every value as the commands would that use it.
  func checkUse() throws {
    _ = try selection()
    _ = try OutputTargets.forms(self)
    _ = try suppressionsInForce()
  }
}
