import Analysis

/// What suppressions did to the findings, below them.
extension TextRenderer {
  private static let lineLimit = 5

  func suppression(_ suppression: SuppressionReport, on page: inout TextPage) {
    let hidden = suppression.hidden
    if !hidden.isEmpty {
      let counts = Severity.allCases.reversed().compactMap { severity -> String? in
        let count = hidden.count { $0.severity == severity }
        return count > 0 ? "\(count) \(severity.name)" : nil
      }
      page.paragraph(
        "Suppressed: \(counted(Int64(hidden.count), "finding", "findings"))"
          + " (\(counts.joined(separator: ", "))), listed in the JSON report.",
        style: .faint
      )
    }
    list("Expired, so shown again", suppression.expired, on: &page)
    list("Suppressed and not found here", suppression.unmatched, on: &page)
  }

  private func list(_ title: String, _ suppressions: [Suppression], on page: inout TextPage) {
    guard !suppressions.isEmpty else { return }
    let shown = suppressions.prefix(Self.lineLimit).map { suppression in
      let until = suppression.until.map { ", until \($0.text)" } ?? ""
      return "\(options.name(suppression.id)) (\(options.text(suppression.reason))\(until))"
    }
    let more = suppressions.count > shown.count ? "; \(suppressions.count - shown.count) more" : ""
    page.paragraph("\(title): " + shown.joined(separator: "; ") + more, hang: 4)
  }
}
