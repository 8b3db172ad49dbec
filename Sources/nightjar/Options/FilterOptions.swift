internal import Analysis
internal import ArgumentParser
internal import Settings

/// Which requests a report is about.
struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Only requests that started at or after this time: 2026-11-22, 2026-11-22T03:00 (UTC), \
      RFC 3339, or back from now: 90m, 24h, 7d.
      """,
      valueName: "time"
    )
  )
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Only requests that started before this time, written in the same ways.",
      valueName: "time"
    )
  )
  var until: String?

  @Option(help: ArgumentHelp("Only this service; may be repeated.", valueName: "name"))
  var service: [String] = []

  @Option(help: ArgumentHelp("Only this environment; may be repeated.", valueName: "name"))
  var env: [String] = []

  @Option(help: ArgumentHelp("Only this release; may be repeated.", valueName: "name"))
  var release: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only the operation of this name; may be repeated. (anonymous) is one, too.",
      valueName: "name"
    )
  )
  var operation: [String] = []

  func apply(to settings: inout Settings) {
    settings.set(.since, option: "--since", since.map { .text($0) })
    settings.set(.until, option: "--until", until.map { .text($0) })
    settings.set(.services, option: "--service", service.isEmpty ? nil : .texts(service))
    settings.set(.envs, option: "--env", env.isEmpty ? nil : .texts(env))
    settings.set(.releases, option: "--release", release.isEmpty ? nil : .texts(release))
    settings.set(.operations, option: "--operation", operation.isEmpty ? nil : .texts(operation))
  }

  /// The filters of the command line alone, as the analysis knows them.
  func selection() throws -> Selection {
    var settings = Settings()
    apply(to: &settings)
    return try settings.selection()
  }
}
