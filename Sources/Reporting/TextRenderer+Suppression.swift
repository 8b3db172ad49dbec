import Analysis

/// What suppressions did to the findings, below them.
extension TextRenderer {
  private static let lineLimit = 5

  func suppression(_ suppression: SuppressionReport, on page: inout TextPage) {
    if let hidden = SuppressionText.hidden(suppression) {
      page.paragraph(hidden + ", listed in the JSON report.", style: .faint)
    }
    for (title, suppressions) in SuppressionText.idle(suppression) {
      let shown = suppressions.prefix(Self.lineLimit).map { suppression in
        let until = suppression.until.map { ", until \($0.text)" } ?? ""
        return "\(options.name(suppression.id)) (\(options.text(suppression.reason))\(until))"
      }
      let rest = suppressions.count - shown.count
      let more = rest > 0 ? "; \(rest) more" : ""
      page.paragraph("\(title): " + shown.joined(separator: "; ") + more, hang: 4)
    }
  }
}
