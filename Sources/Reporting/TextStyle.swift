/// How a piece of text stands out, where the terminal can show it.
enum TextStyle: Sendable {
  case plain, heading, strong, faint, alarm

  /// Wraps a text in the codes for this style, and resets it after.
  func paint(_ text: String, color: Bool) -> String {
    guard color, !text.isEmpty, let code else { return text }
    return "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }

  /// The parameter of the SGR sequence.
  private var code: String? {
    switch self {
    case .plain: nil
    case .heading, .strong: "1"
    case .faint: "2"
    case .alarm: "31"
    }
  }
}
