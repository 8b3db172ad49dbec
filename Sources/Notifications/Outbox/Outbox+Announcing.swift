internal import Analysis
internal import Foundation
internal import GRDB

extension Outbox {
  /// What an announcement has put into the outbox, or would.
  package struct Announcement: Sendable, Equatable {
    package var messages: [Message] = []
    /// Notices that the caps hold back, over all channels.
    package var heldBack = 0
  }

  /// Decides what of a report each channel is told, and puts the messages into the outbox.
  ///
  /// - Parameters:
  ///   - sightings: What the report shows.
  ///   - settings: The channels and their cap.
  ///   - now: Microseconds since 1970.
  ///   - isDryRun: Nothing changes; what would be is returned all the same.
  /// - Returns: The messages, and how many notices are held back.
  /// - Throws: ``NotificationError/state(path:reason:)``; nothing has changed then.
  /// - Complexity: O(*n* · *c*) look-ups, of notices and channels.
  package func announce(
    _ sightings: Sightings,
    _ settings: NotificationSettings,
    now: Int64,
    isDryRun: Bool = false
  ) throws(NotificationError) -> Announcement {
    try transaction(isKept: !isDryRun) { database in
      let ledger = Ledger(database: database)
      let notices = try ledger.note(sightings)
      let night = sightings.day?.text ?? ""
      var announcement = Announcement()
      for channel in settings.channels {
        let news = try ledger.news(
          notices,
          for: channel,
          cap: settings.dailyCap,
          today: Int64(Day(ofMicroseconds: now).number)
        )
        announcement.heldBack += news.heldBack
        let writer = MessageWriter(channel: channel, now: now, heldBack: news.heldBack)
        announcement.messages += writer.messages(news.told, night: night)
        announcement.messages += try ledger.resolved(for: channel.name)
          .compactMap { writer.resolution(of: $0, night: night) }
      }
      for message in announcement.messages { try Self.put(message, now: now, into: database) }
      return announcement
    }
  }

  private static func put(_ message: Message, now: Int64, into database: Database) throws {
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO message (id, channel, kind, summary, body, state, made_us, attempts,
          not_before_us, leased_until_us, detail)
        VALUES (?, ?, ?, ?, ?, 'waiting', ?, 0, 0, 0, '')
        """,
      arguments: [
        message.id, message.channel, message.kind.rawValue, message.summary,
        Data(message.body), now,
      ]
    )
  }
}
