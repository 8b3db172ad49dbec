import Analysis

/// Makes text harmless for Markdown, visibly.
///
/// Names become code spans, because nothing in a code span is markup, a link, a mention or an emoji.
/// The two characters that could end one or break a table row are shown as escapes, like those that a
/// terminal would obey.
enum MarkdownText {
  /// The most characters of a name that are shown.
  private static let nameLimit = 80

  /// A name from a log, as a code span; not empty.
  static func name(_ name: String) -> String { code(SafeText.name(name)) }

  /// The name of an operation.
  static func operation(_ name: String, isOther: Bool = false) -> String {
    if isOther { return "(other)" }
    return name.isEmpty ? "(anonymous)" : Self.name(name)
  }

  /// A text that was made safe for a terminal, as a code span.
  static func code(_ safe: String, limit: Int = nameLimit) -> String {
    var span = ""
    for scalar in CellWidth.cutMiddle(safe, to: limit, mark: "…").unicodeScalars {
      switch scalar {
      case "`", "|": span += SafeText.escape(scalar)
      default: span.unicodeScalars.append(scalar)
      }
    }
    return span.isEmpty ? "``" + " " + "``" : "`" + span + "`"
  }

  /// Our own words and numbers: what Markdown would read as markup is escaped.
  static func words(_ text: String) -> String {
    var escaped = ""
    for scalar in SafeText.text(text).unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "&", "@", "!", "$":
        escaped += "\\"
      default: break
      }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }
}

/// Writes sentences of findings as Markdown.
struct MarkdownProse: Sendable {
  let clock: ClockText
  let quantity: Quantity

  func callAsFunction(_ prose: Prose) -> String {
    let text = ProseText(quantity: quantity, clock: clock) { $0 }
    return prose.parts.map { part in
      if case .name(let name) = part {
        return MarkdownText.code(SafeText.text(name), limit: 160)
      }
      return MarkdownText.words(text(part))
    }.joined()
  }
}
