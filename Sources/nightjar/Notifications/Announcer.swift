internal import Analysis
internal import Foundation
internal import MetricLog
internal import Notifications
internal import Settings

/// Tells people what a report has that is new to them, and says on standard error what came of it.
///
/// Nothing that goes wrong here is an error of the run: the report is there all the same.
struct Announcer {
  private let settings: NotificationSettings
  private let isQuiet: Bool
  private let checkIns: CheckIns?

  /// `nil` when no channel is set.
  init?(_ settings: Settings, isQuiet: Bool) throws {
    guard let notifications = try settings.notifications() else { return nil }
    self.settings = notifications
    self.isQuiet = isQuiet
    do {
      checkIns = try CheckIns(
        notifications,
        environment: ProcessInfo.processInfo.environment,
        now: Timestamp.now,
        process: ProcessInfo.processInfo.processIdentifier
      )
    } catch {
      Self.say(error.message)
      checkIns = nil
    }
  }

  // MARK: - The nightly run

  /// Says that a run begins.
  func begin() async {
    if let problem = await checkIns?.begin() { Self.say(problem) }
  }

  /// Says how a run has ended.
  func end(isFailure: Bool) async {
    if let problem = await checkIns?.end(isFailure: isFailure, now: Timestamp.now) {
      Self.say(problem)
    }
  }

  /// Tells what is new, and sends what waits.
  func announce(_ report: Report) async {
    do throws(NotificationError) {
      let outbox = try Outbox(path: settings.statePath)
      let announcement = try outbox.announce(sightings(report), settings, now: Timestamp.now)
      if announcement.heldBack > 0 {
        note("\(announcement.heldBack) notices are held back by the daily cap until tomorrow")
      }
      try await deliver(outbox)
    } catch {
      Self.say(error.message)
    }
  }

  // MARK: - By hand

  /// What would be sent, as text; nothing is sent, and nothing changes.
  func rehearsal(_ report: Report) throws(NotificationError) -> String {
    let outbox = try Outbox(path: settings.statePath)
    let announcement = try outbox.announce(
      sightings(report),
      settings,
      now: Timestamp.now,
      isDryRun: true
    )
    var text = announcement.messages.map(\.preview).joined(separator: "\n")
    if announcement.messages.isEmpty { text = "Nothing is new to anybody.\n" }
    if announcement.heldBack > 0 {
      text += "\n\(announcement.heldBack) notices would be held back by the daily cap.\n"
    }
    return text
  }

  /// Sends what waits, at once.
  func sendWaiting() async throws(NotificationError) {
    try await deliver(try Outbox(path: settings.statePath), isAtOnce: true)
  }

  // MARK: - Parts

  private func sightings(_ report: Report) -> Sightings {
    NoticeBuilder(reportLink: settings.reportLink, leastEffect: settings.leastEffect)
      .sightings(report)
  }

  private func deliver(_ outbox: Outbox, isAtOnce: Bool = false) async throws(NotificationError) {
    let environment = ProcessInfo.processInfo.environment
    let delivery = Delivery(outbox, settings, environment: environment)
    let summary = try await delivery.run(isAtOnce: isAtOnce)
    for line in summary.sent { note("sent to \(line)") }
    for problem in summary.problems { Self.say(problem) }
    if summary.waiting > 0 { Self.say("\(summary.waiting) messages wait to be sent") }
    if summary.expired > 0 {
      Self.say("\(summary.expired) messages could not be sent for a week and were given up")
    }
  }

  private func note(_ text: String) {
    if !isQuiet { Self.say(text) }
  }

  private static func say(_ text: String) {
    StandardError.write("nightjar: notifications: \(text)\n")
  }
}
