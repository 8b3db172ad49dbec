internal import Foundation

/// Sends messages of one channel: knows its address and its secrets.
struct ChannelSender: Sendable {
  private enum Way: Sendable {
    case sentry(DataSourceName, SentryResolver?)
    case post(URL, key: Secret?)
    case mail(MailSettings)
  }

  private let way: Way
  private let transport: any WebTransport

  /// Reads the channel's secrets.
  ///
  /// - Throws: ``NotificationError``.
  init(
    _ channel: Channel,
    _ environment: [String: String],
    _ transport: any WebTransport
  ) throws(NotificationError) {
    self.transport = transport
    switch channel.kind {
    case .sentry(let settings):
      let name = try DataSourceName(settings.dsn.read(environment))
      var resolver: SentryResolver?
      if let resolving = settings.resolving {
        let token = try resolving.token.read(environment)
        resolver = SentryResolver(
          name: name,
          settings: resolving,
          token: token,
          transport: transport
        )
      }
      way = .sentry(name, resolver)
    case .webhook(let settings):
      let url = try Self.address(settings.url.read(environment), of: channel.name)
      way = .post(url, key: try settings.key?.read(environment))
    case .slack(let url):
      way = .post(try Self.address(url.read(environment), of: channel.name), key: nil)
    case .mail(let settings): way = .mail(settings)
    }
  }

  private static func address(_ secret: Secret, of name: String) throws(NotificationError) -> URL {
    guard let url = URL(string: secret.revealed), let scheme = url.scheme,
      ["https", "http"].contains(scheme), url.host?.isEmpty == false
    else {
      throw .malformed(what: "the address of \(name)", expected: "https://HOST/...")
    }
    return url
  }

  /// Sends a message once.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - now: Microseconds since 1970, part of what is signed.
  /// - Returns: What the service says, or why it says nothing.
  func send(_ message: Message, now: Int64) async -> WebAnswer {
    switch way {
    case .sentry(let name, let resolver):
      guard message.kind == .resolve else {
        return await transport.send(name.request(envelope: message.body))
      }
      guard let resolver else { return .unanswered(reason: "resolving is no longer configured") }
      return await resolver.resolve(String(decoding: message.body, as: UTF8.self))
    case .post(let url, let key):
      return await transport.send(post(message, to: url, key, now: now))
    case .mail(let settings): return await mail(message, settings)
    }
  }

  private func mail(_ message: Message, _ settings: MailSettings) async -> WebAnswer {
    switch settings.way {
    case .server(let port):
      return await LocalMailServer(port: port).send(message.body, settings)
    case .program(let path):
      let problem = await Sendmail.send(message.body, program: path)
      return problem.map { .unanswered(reason: $0) }
        ?? .status(200, retryAfterSeconds: nil, body: [])
    }
  }

  private func post(_ message: Message, to url: URL, _ key: Secret?, now: Int64) -> WebRequest {
    var headers = ["Content-Type": "application/json", "Idempotency-Key": message.id]
    if let key {
      // The time is signed, too, so that a receiver can refuse what somebody sends again later.
      let time = String(now / 1_000_000)
      let signed = Array("\(time).".utf8) + message.body
      let code = Cryptography.authenticationCode(signed, key: Array(key.revealed.utf8))
      headers["X-Nightjar-Timestamp"] = time
      headers["X-Nightjar-Signature"] = "sha256=" + Cryptography.hex(code)
    }
    return WebRequest(method: "POST", url: url, headers: headers, body: message.body)
  }

  /// Sends a check-in of Sentry; `nil` when this channel has none.
  func send(_ checkIn: SentryCheckIn) async -> WebAnswer? {
    guard case .sentry(let name, _) = way else { return nil }
    return await transport.send(name.request(envelope: SentryEnvelope.checkIn(checkIn)))
  }
}
