/// Sends what waits in the outbox, with a few attempts and little patience: the next run goes on.
package struct Delivery: Sendable {
  private let outbox: Outbox
  private let settings: NotificationSettings
  private let environment: [String: String]
  private let transport: any WebTransport
  private let clock: DeliveryClock

  /// Attempts of a run for one message.
  private static let attempts = 3
  /// Seconds that a run waits between attempts, all of a channel together.
  private static let patienceSeconds = 20.0

  /// - Parameters:
  ///   - outbox: Where messages wait.
  ///   - settings: The channels.
  ///   - environment: The variables of the process, for secrets.
  ///   - transport: What sends.
  ///   - clock: What tells the time and waits.
  package init(
    _ outbox: Outbox,
    _ settings: NotificationSettings,
    environment: [String: String],
    transport: any WebTransport = CurlTransport(),
    clock: DeliveryClock = .system
  ) {
    self.outbox = outbox
    self.settings = settings
    self.environment = environment
    self.transport = transport
    self.clock = clock
  }

  /// Sends what is due, channel by channel; a channel that does not answer stops no other.
  ///
  /// - Parameter isAtOnce: What waits for its next attempt is not waited for.
  /// - Returns: What became of the messages.
  /// - Throws: ``NotificationError/state(path:reason:)`` only; what a channel does is in the summary.
  package func run(isAtOnce: Bool = false) async throws(NotificationError) -> DeliverySummary {
    var summary = DeliverySummary()
    summary.expired = try outbox.tidy(now: clock.now())
    for channel in settings.channels {
      let sender: ChannelSender
      do {
        sender = try ChannelSender(channel, environment, transport)
      } catch {
        summary.problems.append("\(channel.name): \(error.message)")
        continue
      }
      try await run(channel, sender, dueAt: isAtOnce ? .max : clock.now(), &summary)
    }
    summary.waiting = try outbox.waiting().values.reduce(0, +)
    return summary
  }

  private func run(
    _ channel: Channel,
    _ sender: ChannelSender,
    dueAt: Int64,
    _ summary: inout DeliverySummary
  ) async throws(NotificationError) {
    var last: Int64 = 0
    var patience = Self.patienceSeconds
    while let lease = try outbox.lease(
      channel: channel.name,
      after: last,
      dueAt: dueAt,
      now: clock.now()
    ) {
      last = lease.number
      let outcome = await attempt(lease, sender, &patience)
      try outbox.settle(lease, outcome)
      switch outcome {
      case .sent: summary.sent.append("\(channel.name): \(lease.message.summary)")
      case .refused(let detail): summary.problems.append("\(channel.name): refused: \(detail)")
      case .waiting(_, let detail):
        summary.problems.append("\(channel.name): \(detail); it is sent with the next run")
        // What does not answer now would make every other message wait as well.
        return
      }
    }
  }

  private func attempt(
    _ lease: Outbox.Lease,
    _ sender: ChannelSender,
    _ patience: inout Double
  ) async -> Outbox.Outcome {
    var wait = 0.0
    var detail = ""
    for attempt in 1...Self.attempts {
      if attempt > 1 {
        guard wait <= patience else { break }
        patience -= wait
        await clock.sleep(wait)
      }
      switch await sender.send(lease.message, now: clock.now()) {
      case .status(200..<300, _, _): return .sent
      case .status(let status, let retryAfter, _) where Self.isTemporary(status):
        detail = "the service answers \(status)"
        wait = retryAfter ?? Backoff.seconds(attempt)
      case .status(let status, _, _): return .refused(detail: "the service answers \(status)")
      case .refused(let reason): return .refused(detail: reason)
      case .unanswered(let reason):
        detail = reason
        wait = Backoff.seconds(attempt)
      }
    }
    let later = max(wait, Backoff.seconds(Self.attempts + lease.attempts))
    return .waiting(notBefore: clock.now() + Int64(later * 1e6), detail: detail)
  }

  /// Whether the same message may be taken later.
  private static func isTemporary(_ status: Int) -> Bool {
    status >= 500 || [408, 409, 423, 425, 429].contains(status)
  }
}

/// How long to wait before the next attempt.
enum Backoff {
  private static let limitSeconds = 6 * 3600.0

  /// Seconds after the attempt of this number, which is 1 or more: 1, 4, 16, … up to six hours.
  static func seconds(_ attempt: Int) -> Double {
    var seconds = 1.0
    for _ in 1..<max(1, attempt) where seconds < limitSeconds { seconds *= 4 }
    return min(seconds, limitSeconds)
  }
}

/// What became of the messages of a run.
package struct DeliverySummary: Sendable, Equatable {
  /// Channel and summary of what was sent.
  package var sent: [String] = []
  /// What went wrong, a sentence each, without secrets.
  package var problems: [String] = []
  /// Messages that wait for the next run.
  package var waiting = 0
  /// Messages that waited for a week and were given up.
  package var expired = 0

  package init() {}
}

/// What tells a delivery the time and lets it wait.
package struct DeliveryClock: Sendable {
  /// Microseconds since 1970.
  package var now: @Sendable () -> Int64
  /// Waits so many seconds.
  package var sleep: @Sendable (Double) async -> Void

  package init(
    now: @escaping @Sendable () -> Int64,
    sleep: @escaping @Sendable (Double) async -> Void
  ) {
    (self.now, self.sleep) = (now, sleep)
  }
}
