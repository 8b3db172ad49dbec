internal import Analysis
internal import Foundation

/// The notices of a run as a mail (RFC 5322), text in UTF-8.
struct MailText: Sendable {
  /// The message with its headers, lines ending with a line feed as sendmail takes them.
  let text: String

  /// Columns at which base64 lines end (RFC 2045).
  private static let encodedColumns = 76

  init(_ notices: [Notice], _ settings: MailSettings, id: String, heldBack: Int, now: Int64) {
    let first = notices[0]
    let more = notices.count > 1 ? " (and \(notices.count - 1) more)" : ""
    let subject = "[nightjar] \(first.severity.name): \(first.title)\(more)"
    let host = settings.from.split(separator: "@").last ?? "localhost"
    let headers = [
      "From: \(settings.from)",
      "To: \(settings.to.joined(separator: ", "))",
      "Subject: \(Self.encodedWords(subject))",
      "Date: \(Self.date(now))",
      "Message-ID: <\(id.prefix(32))@\(host)>",
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
    ]
    let body = Self.body(notices, heldBack: heldBack)
    text = headers.joined(separator: "\n") + "\n\n" + Self.base64Lines(body) + "\n"
  }

  private static func body(_ notices: [Notice], heldBack: Int) -> String {
    var text = ""
    for (index, notice) in notices.enumerated() {
      text += "\(index + 1). \(notice.severity.name), \(notice.change.rawValue): \(notice.title)\n"
      if !notice.explanation.isEmpty { text += "   \(notice.explanation)\n" }
      if !notice.recommendation.isEmpty { text += "   Do: \(notice.recommendation)\n" }
      if let saving = notice.savingText { text += "   Saves \(saving).\n" }
      text += "   \(notice.link)\n\n"
    }
    if heldBack > 0 { text += "\(heldBack) more are held back by the daily cap until tomorrow.\n" }
    return text
  }

  private static func base64Lines(_ text: String) -> String {
    let encoded = Array(Data(text.utf8).base64EncodedString().utf8)
    return stride(from: 0, to: encoded.count, by: encodedColumns).map { start in
      String(decoding: encoded[start..<min(start + encodedColumns, encoded.count)], as: UTF8.self)
    }.joined(separator: "\n")
  }

  /// A header's text as encoded words of at most 75 characters (RFC 2047), a whole character each.
  private static func encodedWords(_ text: String) -> String {
    var words: [String] = []
    var word = ""
    for character in text.prefix(200) {
      if word.utf8.count + character.utf8.count > 45 {
        words.append(word)
        word = ""
      }
      // A character of very many marks fills no word.
      word += character.utf8.count > 45 ? "?" : String(character)
    }
    words.append(word)
    return words.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }
      .joined(separator: "\n ")
  }

  private static func date(_ microseconds: Int64) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
    return formatter.string(from: Date(timeIntervalSince1970: Double(microseconds) / 1e6))
  }
}
