import Analysis
import Foundation
import Notifications
import TestSupport

/// A state, its channels and the secrets of a test.
struct Desk {
  static let secrets = [
    "DSN": "https://abc123secretkey@sentry.invalid/prefix/42",
    "HOOK": "https://hook.invalid/hiddenpath", "KEY": "signingsecret", "TOKEN": "sntrytoken",
  ]

  let folder: TemporaryFolder
  let outbox: Outbox
  var settings: NotificationSettings

  init(_ kinds: Channel.Kind...) throws {
    folder = try TemporaryFolder()
    settings = NotificationSettings(statePath: folder.path("state.sqlite"))
    settings.channels = kinds.map(Channel.init)
    outbox = try Outbox(path: settings.statePath)
  }

  static var webhook: Channel.Kind {
    var settings = WebhookSettings(url: .environment("HOOK"))
    settings.key = .environment("KEY")
    return .webhook(settings)
  }

  static func sentry(resolving: Bool = false) -> Channel.Kind {
    var settings = SentrySettings(dsn: .environment("DSN"))
    settings.monitor = "nightly"
    if resolving {
      settings.resolving = .init(organization: "o", project: "p", token: .environment("TOKEN"))
    }
    return .sentry(settings)
  }

  /// The notices of a night that are told, as "channel change id".
  func announce(_ night: Night, now: Int64? = nil, isDryRun: Bool = false) throws -> [String] {
    try announcement(night, now: now, isDryRun: isDryRun).messages.map(\.summary)
  }

  func announcement(
    _ night: Night,
    now: Int64? = nil,
    isDryRun: Bool = false
  ) throws -> Outbox.Announcement {
    try outbox.announce(
      night.sightings,
      settings,
      now: now ?? night.morning,
      isDryRun: isDryRun
    )
  }

  func deliver(_ transport: ScriptedTransport, _ clock: StandingClock) async throws
    -> DeliverySummary
  {
    try await Delivery(
      outbox,
      settings,
      environment: Self.secrets,
      transport: transport,
      clock: clock.clock
    ).run()
  }
}
