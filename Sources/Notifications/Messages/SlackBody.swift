internal import Analysis

/// The notices of a run for Slack and for chats that take its format: blocks, with a plain text for those
/// that do not show them.
struct SlackBody: Encodable, Sendable {
  let text: String
  let blocks: [Block]

  struct Block: Encodable, Sendable {
    let type: String
    let text: Text
  }

  struct Text: Encodable, Sendable {
    let type: String
    let text: String
  }

  /// Slack's limit of a section's text, in characters, less what marks a cut.
  private static let sectionLimit = 2_900
  /// So many notices get a section; Slack takes 50 blocks.
  private static let sectionCount = 20

  init(_ notices: [Notice], heldBack: Int) {
    let count = notices.count == 1 ? "1 finding" : "\(notices.count) findings"
    text = "Nightjar: \(count): " + Self.escaped(notices[0].title)
    let header = Block(
      type: "header",
      text: Text(type: "plain_text", text: "Nightjar: \(count) to look at")
    )
    let shown = notices.prefix(Self.sectionCount)
    var blocks = [header] + shown.map { Self.section(Self.text($0)) }
    let rest = notices.count - shown.count + heldBack
    if rest > 0 { blocks.append(Self.section("_and \(rest) more in the report_")) }
    self.blocks = blocks
  }

  private static func section(_ text: String) -> Block {
    let cut = text.count > sectionLimit ? text.prefix(sectionLimit) + "…" : text[...]
    return Block(type: "section", text: Text(type: "mrkdwn", text: String(cut)))
  }

  private static func text(_ notice: Notice) -> String {
    var lines = ["*\(notice.severity.name), \(notice.change.rawValue)*: \(escaped(notice.title))"]
    if !notice.recommendation.isEmpty { lines.append("Do: " + escaped(notice.recommendation)) }
    if let saving = notice.savingText { lines.append("Saves \(saving)") }
    lines.append(notice.isLinked ? "<\(escaped(notice.link))|\(notice.id)>" : "`\(notice.link)`")
    return lines.joined(separator: "\n")
  }

  /// Text in which nothing is a mention, a link or formatting.
  ///
  /// A word joiner behind a mark keeps Slack from taking it for formatting, which it cannot be told
  /// otherwise; the three characters that it has escapes for are escaped.
  private static func escaped(_ text: String) -> String {
    var safe = ""
    for character in text {
      switch character {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "*", "_", "~", "`": safe += "\(character)\u{2060}"
      case "@", "#": safe += "\(character)\u{2060}"
      default: safe.append(character)
      }
    }
    return safe
  }
}
