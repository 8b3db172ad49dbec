internal import Foundation
internal import GRDB
internal import SQLiteFiles

extension Outbox {
  /// A message that this run alone may send, until its lease ends.
  struct Lease: Sendable {
    let number: Int64
    let message: Message
    /// Runs that have tried and failed.
    let attempts: Int
  }

  /// What became of an attempt.
  enum Outcome: Sendable, Equatable {
    case sent
    /// Another attempt makes sense, not before this time (microseconds since 1970).
    case waiting(notBefore: Int64, detail: String)
    /// The receiver will never take it.
    case refused(detail: String)
  }

  /// Longer than any attempt lasts: a run that was killed while sending gives its message back.
  private static let leaseMicroseconds: Int64 = 300_000_000
  /// A message that could not be sent for so long is given up: a week.
  private static let patienceMicroseconds: Int64 = 7 * 86_400_000_000
  /// What was sent is remembered for so long: 90 days.
  private static let memoryMicroseconds: Int64 = 90 * 86_400_000_000

  /// The next message of a channel that is due, now leased to this run.
  ///
  /// - Parameters:
  ///   - channel: The channel's name.
  ///   - after: The number of the message before; 0 for the first.
  ///   - dueAt: What may not be sent before this time (microseconds since 1970) is left.
  ///   - now: Microseconds since 1970.
  /// - Returns: `nil` when none is left.
  /// - Throws: ``NotificationError/state(path:reason:)``.
  func lease(
    channel: String,
    after: Int64,
    dueAt: Int64,
    now: Int64
  ) throws(NotificationError) -> Lease? {
    try transaction { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT number, id, kind, summary, body, attempts FROM message
          WHERE state = 'waiting' AND channel = ? AND number > ?
            AND not_before_us <= ? AND leased_until_us <= ?
          ORDER BY number LIMIT 1
          """,
        arguments: [channel, after, dueAt, now]
      )
      guard let row else { return nil }
      let number = try row.stored("number") as Int64
      try database.execute(
        sql: "UPDATE message SET leased_until_us = ? WHERE number = ?",
        arguments: [now + Self.leaseMicroseconds, number]
      )
      let kind = Message.Kind(rawValue: try row.stored("kind") as String)
      guard let kind else {
        throw NotificationError.state(path: path, reason: "holds a message of unknown kind")
      }
      let message = Message(
        id: try row.stored("id") as String,
        channel: channel,
        kind: kind,
        body: Array(try row.stored("body") as Data),
        summary: try row.stored("summary") as String
      )
      let attempts = try row.stored("attempts") as Int
      return Lease(number: number, message: message, attempts: attempts)
    }
  }

  /// Notes what became of a leased message and gives the lease back.
  func settle(_ lease: Lease, _ outcome: Outcome) throws(NotificationError) {
    let (state, notBefore, detail): (String, Int64, String) =
      switch outcome {
      case .sent: ("sent", 0, "")
      case .waiting(let notBefore, let detail): ("waiting", notBefore, detail)
      case .refused(let detail): ("refused", 0, detail)
      }
    try transaction { database in
      try database.execute(
        sql: """
          UPDATE message SET state = ?, attempts = attempts + 1, not_before_us = ?, detail = ?,
            leased_until_us = 0
          WHERE number = ?
          """,
        arguments: [state, notBefore, detail, lease.number]
      )
    }
  }

  /// Gives up what has waited too long and forgets what was sent long ago.
  ///
  /// - Returns: How many messages were given up.
  func tidy(now: Int64) throws(NotificationError) -> Int {
    try transaction { database in
      try database.execute(
        sql: "UPDATE message SET state = 'expired' WHERE state = 'waiting' AND made_us < ?",
        arguments: [now - Self.patienceMicroseconds]
      )
      let expired = database.changesCount
      try database.execute(
        sql: "DELETE FROM message WHERE state <> 'waiting' AND made_us < ?",
        arguments: [now - Self.memoryMicroseconds]
      )
      return expired
    }
  }

  /// How many messages each channel has waiting.
  package func waiting() throws(NotificationError) -> [String: Int] {
    try transaction { database in
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT channel, count(*) AS n FROM message WHERE state = 'waiting' GROUP BY channel"
      )
      return try rows.reduce(into: [:]) { counts, row in
        counts[try row.stored("channel") as String] =
          try row.stored("n") as Int
      }
    }
  }
}
