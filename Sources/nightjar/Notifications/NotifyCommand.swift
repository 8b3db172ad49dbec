internal import Analysis
internal import ArgumentParser
internal import Notifications
internal import Settings

/// `nightjar notify`: what people are told.
struct NotifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notify",
    abstract: "Tell Sentry, webhooks, Slack or mail what is new, or show what would be told.",
    usage: "nightjar notify [<log> ...] [--dry-run | --waiting] [<options>]",
    discussion: """
      Who is told is in the settings (notifications, see docs/SETTINGS.md). analyze tells by \
      itself; this command is for looking first, and for sending again what could not be sent. A \
      finding is told when it is new, worse than when it was told, or back after two days without \
      it; what comes and goes is told less and less often. With --dry-run the messages are shown as they would be sent, secrets left out, and \
      nothing changes.

      EXAMPLES
        nightjar notify --dry-run
        nightjar notify /var/log/shop --config nightjar.yaml
        nightjar notify --waiting
      """
  )

  @OptionGroup var inputs: InputOptions
  @OptionGroup var dated: DatedInputOptions
  @OptionGroup var config: SettingsOptions
  @OptionGroup(title: "Filters") var filters: FilterOptions

  @Flag(help: "Show what would be sent; send nothing, and change nothing.")
  var dryRun = false

  @Flag(help: "Read no logs: send what waits, at once.")
  var waiting = false

  func validate() throws {
    if dryRun, waiting {
      throw ValidationError("--dry-run and --waiting contradict each other: give one.")
    }
    if waiting, !inputs.logs.isEmpty {
      throw ValidationError("--waiting reads no logs: leave either out.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      var settings = try config.load()
      inputs.apply(to: &settings)
      filters.apply(to: &settings)
      guard let announcer = try Announcer(settings, isQuiet: inputs.reading.quiet) else {
        throw Failure.usage(
          "nobody is to be told: set a channel below notifications in the settings file"
        )
      }
      guard !waiting else { return try await announcer.sendWaiting() }
      let selection = try settings.selection()
      let inputs = inputs.adopting(try dated.paths(inputs.logs, settings), settings)
      let intake = try await inputs.read(selection: selection)
      var options = try settings.reportOptions(selection)
      options.top = 0
      let report = ReportBuilder(intake.digest, options: options).build()
      if dryRun {
        StandardOutput.write(Array(try announcer.rehearsal(report).utf8))
      } else {
        await announcer.announce(report)
      }
      try inputs.exit(for: intake.digest.inputReport)
    }
  }
}
