/// Hands mails to the SMTP server of this machine (RFC 5321), which queues and delivers them.
///
/// There is neither encryption nor a password, and so no other machine can be named.
struct LocalMailServer: Sendable {
  let port: Int
  /// A server that has not taken a mail after so many seconds is given up.
  var timeoutSeconds = 30.0

  /// Sends a mail once.
  ///
  /// The server takes it for all recipients or for none. Where the connection breaks after the last line
  /// and before the answer, nobody knows whether it was taken: it is sent again, with the same Message-ID.
  ///
  /// - Parameters:
  ///   - mail: A whole message, lines ending with a line feed.
  ///   - settings: From whom and to whom.
  /// - Returns: 200 when it was taken, else why not.
  func send(_ mail: [UInt8], _ settings: MailSettings) async -> WebAnswer {
    let transfer = Transfer(
      url: "smtp://127.0.0.1:\(port)",
      content: .mail(from: settings.from, to: settings.to, message: Self.lines(mail)),
      timeoutSeconds: timeoutSeconds
    )
    let outcome = await transfer.outcome()
    if outcome.isDone { return .status(200, retryAfterSeconds: nil, body: []) }
    switch outcome.status {
    case 500..<600: return .refused(reason: "the mail server answers \(outcome.status)")
    case 400..<500: return .unanswered(reason: "the mail server answers \(outcome.status)")
    default: return .unanswered(reason: outcome.reason)
    }
  }

  /// Lines as they stand in SMTP.
  private static func lines(_ mail: [UInt8]) -> [UInt8] {
    mail.reduce(into: []) { lines, byte in
      if byte == 0x0a { lines.append(0x0d) }
      lines.append(byte)
    }
  }
}
