internal import Analysis
internal import Foundation

/// Makes the messages of a channel out of notices.
struct MessageWriter {
  let channel: Channel
  /// Microseconds since 1970.
  let now: Int64
  /// Notices that the daily cap holds back.
  let heldBack: Int

  /// The messages of some notices.
  ///
  /// - Parameters:
  ///   - notices: What is told.
  ///   - night: What makes the same notice another one in another night; part of the ids.
  /// - Returns: One a notice for Sentry, one for all elsewhere; none for no notices.
  func messages(_ notices: [Notice], night: String) -> [Message] {
    guard !notices.isEmpty else { return [] }
    switch channel.kind {
    case .sentry:
      return notices.map { notice in
        let id = identity([notice], night)
        let event = SentryEvent(notice, id: String(id.prefix(32)), now: now)
        return message(id, SentryEnvelope.event(event), summary: summary([notice]))
      }
    case .webhook:
      let id = identity(notices, night)
      let body = WebhookBody(notices, id: id, heldBack: heldBack, now: now)
      return [message(id, JSONBody.encode(body), summary: summary(notices))]
    case .slack:
      let body = SlackBody(notices, heldBack: heldBack)
      return [message(identity(notices, night), JSONBody.encode(body), summary: summary(notices))]
    case .mail(let settings):
      let id = identity(notices, night)
      let mail = MailText(notices, settings, id: id, heldBack: heldBack, now: now)
      return [message(id, Array(mail.text.utf8), summary: summary(notices))]
    }
  }

  /// What resolves the Sentry issue of a finding that is gone; `nil` where nothing can.
  func resolution(of finding: String, night: String) -> Message? {
    guard case .sentry(let settings) = channel.kind, settings.resolving != nil else { return nil }
    let id = Cryptography.hex(Cryptography.sha256(Array("resolve \(finding) \(night)".utf8)))
    var message = message(id, Array(finding.utf8), summary: "resolve \(finding)")
    message.kind = .resolve
    return message
  }

  private func message(_ id: String, _ body: [UInt8], summary: String) -> Message {
    Message(id: id, channel: channel.name, body: body, summary: summary)
  }

  private func identity(_ notices: [Notice], _ night: String) -> String {
    let parts = notices.map { "\($0.id) \($0.change.rawValue) \($0.severity.name)" }
    let text = ([channel.name, night] + parts).joined(separator: "\n")
    return Cryptography.hex(Cryptography.sha256(Array(text.utf8)))
  }

  private func summary(_ notices: [Notice]) -> String {
    let first = notices[0]
    let more = notices.count > 1 ? ", and \(notices.count - 1) more" : ""
    return "\(first.change.rawValue): \(first.severity.name): \(first.title)\(more)"
  }
}

/// JSON as every body has it: keys in order, so that the same notices are the same bytes.
enum JSONBody {
  static func encode(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value))
    } catch {
      preconditionFailure("bodies hold texts and finite numbers only: \(error)")
    }
  }
}
