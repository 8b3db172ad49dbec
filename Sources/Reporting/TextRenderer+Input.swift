import Analysis
import MetricLog

/// What was read, and what became of every line.
extension TextRenderer {
  func input(_ report: Report, on page: inout TextPage) {
    let input = report.input
    files(input, on: &page)
    if input.total.rejectedLines > 0 {
      page.labelled("rejected", words.rejected(input.total), style: .alarm)
    }
    page.labelled("counted", words.counted(report))
    let losses = words.losses(input)
    if !losses.isEmpty { page.labelled("writers", losses) }
    if !input.unknownNames.isEmpty { page.labelled("unknown", unknownText(input)) }
  }

  /// The files, and the sum that must come out even.
  func files(_ input: InputReport, on page: inout TextPage) {
    let total = input.total
    page.section("Input")
    page.labelled("files", words.files(input))
    page.labelled("lines", words.lines(total), style: InputText.isEven(total) ? .plain : .alarm)
    if total.acceptedLines > 0 { page.labelled("records", words.records(total)) }
  }

  /// The reasons for which lines were rejected, one a row.
  func reasons(_ total: FileAccount, on page: inout TextPage) {
    guard total.rejectedLines > 0 else { return }
    page.section("Rejected lines")
    var table = TextTable([.right, .left, .left], flexible: [2], mark: options.mark)
    for (reason, count) in total.rejectionCounts {
      table.rows.append([
        TextTable.Cell(Quantity.count(count)), TextTable.Cell(reason.name, .alarm),
        TextTable.Cell(reason.explanation),
      ])
    }
    page.table(table)
  }

  private var words: InputText { InputText(quantity: options.prose, run: options.run) }

  private func unknownText(_ input: InputReport) -> String {
    let shown = input.unknownNames.prefix(8).map {
      "\(options.name($0.name)) (\(Quantity.count($0.count)))"
    }
    let rest = input.unknownNames.count - shown.count
    let more = rest > 0 ? ", and \(rest) more" : ""
    return "names that the format does not know: " + shown.joined(separator: ", ") + more
  }
}
