internal import ArgumentParser

/// `nightjar config`: the settings file checked, and the values in force.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Check a settings file, and show the values in force.",
    discussion: """
      Settings are one YAML file: --config names it, or NIGHTJAR_CONFIG does, or it is the first \
      that exists of nightjar.yaml in the working directory, nightjar/nightjar.yaml in \
      XDG_CONFIG_HOME (else ~/.config), and /etc/nightjar/nightjar.yaml. An option wins over an \
      environment variable, that over the file, the file over the profile that it names, and the \
      profile over the defaults. docs/SETTINGS.md lists every key.

      EXAMPLES
        nightjar config check nightjar.yaml
        nightjar config show --changed
      """,
    subcommands: [ConfigCheckCommand.self, ConfigShowCommand.self]
  )
}
