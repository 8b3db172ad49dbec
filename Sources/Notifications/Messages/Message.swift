/// One thing to be sent, as it waits in the outbox: whole, and free of secrets.
///
/// Addresses and keys are read when it is sent, so none is ever on the disk.
package struct Message: Sendable, Equatable {
  /// What is done with it.
  package enum Kind: String, Sendable {
    /// The body is posted, or handed to the mail program.
    case post
    /// The Sentry issue of the finding in the body is resolved.
    case resolve
  }

  /// The same for the same notices: a message that was sent is not sent again.
  package var id: String
  /// The channel's name.
  package var channel: String
  package var kind = Kind.post
  package var body: [UInt8]
  /// What it says, in a line, for people.
  package var summary: String
}

extension Message {
  /// The message as it would be sent, for people: where to, and what.
  package var preview: String {
    let text = String(decoding: body, as: UTF8.self)
    let what = kind == .resolve ? "the issue of this finding is resolved" : "this is sent"
    return "== \(channel): \(summary)\n-- \(what):\n\(text)\(text.hasSuffix("\n") ? "" : "\n")"
  }
}
