/// Signs of life of the nightly job for Sentry's cron monitor.
///
/// They are sent once and never wait: a sign that comes late says nothing, and one that does not come
/// is what the monitor raises its alarm for.
package struct CheckIns: Sendable {
  private let sender: ChannelSender
  private let monitor: String
  private let id: String
  private let began: Int64

  /// Begins a run.
  ///
  /// - Parameters:
  ///   - settings: `nil` is returned unless they have a channel Sentry with a monitor.
  ///   - environment: The variables of the process, for secrets.
  ///   - now: Microseconds since 1970; part of the run's identity.
  ///   - process: The process' number; part of the run's identity.
  ///   - transport: What sends.
  /// - Throws: ``NotificationError`` when a secret is missing or malformed.
  package init?(
    _ settings: NotificationSettings,
    environment: [String: String],
    now: Int64,
    process: Int32,
    transport: any WebTransport = CurlTransport(timeoutSeconds: 5)
  ) throws(NotificationError) {
    for channel in settings.channels {
      guard case .sentry(let sentry) = channel.kind, let monitor = sentry.monitor else { continue }
      sender = try ChannelSender(channel, environment, transport)
      self.monitor = monitor
      let run = Cryptography.sha256(Array("\(monitor) \(now) \(process)".utf8))
      id = String(Cryptography.hex(run).prefix(32))
      began = now
      return
    }
    return nil
  }

  /// Says that the run has begun.
  ///
  /// - Returns: What went wrong, or `nil`.
  package func begin() async -> String? { await send(.in_progress, duration: nil) }

  /// Says how the run has ended.
  ///
  /// - Parameters:
  ///   - isFailure: Whether the job has failed; findings are no failure.
  ///   - now: Microseconds since 1970.
  /// - Returns: What went wrong, or `nil`.
  package func end(isFailure: Bool, now: Int64) async -> String? {
    await send(isFailure ? .error : .ok, duration: Double(max(0, now - began)) / 1e6)
  }

  private func send(_ status: SentryCheckIn.Status, duration: Double?) async -> String? {
    let checkIn = SentryCheckIn(
      check_in_id: id,
      monitor_slug: monitor,
      status: status,
      duration: duration
    )
    switch await sender.send(checkIn) {
    case .status(200..<300, _, _), nil: return nil
    case .status(let status, _, _): return "sentry: the check-in was answered with \(status)"
    case .refused(let reason), .unanswered(let reason):
      return "sentry: the check-in was not taken: \(reason)"
    }
  }
}
