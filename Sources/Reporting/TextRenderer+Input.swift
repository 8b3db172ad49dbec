import Analysis
import MetricLog

/// What was read, and what became of every line.
extension TextRenderer {
  func input(_ report: Report, on page: inout TextPage) {
    let input = report.input
    files(input, on: &page)
    if input.total.rejectedLines > 0 {
      page.labelled("rejected", rejectedText(input.total), style: .alarm)
    }
    page.labelled("counted", countedText(report))
    let losses = lossesText(input)
    if !losses.isEmpty { page.labelled("writers", losses) }
    if !input.unknownNames.isEmpty { page.labelled("unknown", unknownText(input)) }
  }

  /// The files, and the sum that must come out even.
  func files(_ input: InputReport, on page: inout TextPage) {
    let total = input.total
    page.section("Input")
    page.labelled("files", filesText(input))
    let isEven = total.lines == total.acceptedLines + total.rejectedLines + total.blank
    page.labelled("lines", linesText(total, isEven: isEven), style: isEven ? .plain : .alarm)
    if total.acceptedLines > 0 { page.labelled("records", recordsText(total)) }
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

  private func filesText(_ input: InputReport) -> String {
    let total = input.total
    var text = counted(Int64(input.files.count), "file", "files")
    text += ", \(options.prose.bytes(total.storedBytes)) holding"
    text += " \(options.prose.bytes(total.textBytes)) of text"
    if let run = options.run {
      text += ", read in \(options.prose.duration(run.wallSeconds * 1e9))"
      text += " on \(counted(Int64(run.threads), "thread", "threads"))"
      if run.wallSeconds > 0 {
        text += " (\(options.prose.bytes(Double(total.textBytes) / run.wallSeconds))/s)"
      }
    }
    return text
  }

  private func linesText(_ total: FileAccount, isEven: Bool) -> String {
    let sum =
      "\(Quantity.count(total.acceptedLines)) accepted + "
      + "\(Quantity.count(total.rejectedLines)) rejected + \(Quantity.count(total.blank)) blank"
    let lines = Quantity.count(total.lines)
    return isEven
      ? "\(lines) = \(sum)" : "\(lines), but \(sum): the sum is not even, a defect of ours"
  }

  private func recordsText(_ total: FileAccount) -> String {
    var parts = RecordType.allCases.compactMap { type -> String? in
      let count = total.accepted[Int(type.rawValue)]
      return count == 0 ? nil : "\(Quantity.count(count)) \(type.name)"
    }
    if total.unknownRecords > 0 {
      parts.append("\(Quantity.count(total.unknownRecords)) of unknown type")
    }
    return parts.joined(separator: ", ")
  }

  private func rejectedText(_ total: FileAccount) -> String {
    total.rejectionCounts.map { "\(Quantity.count($0.count)) \($0.reason.name)" }
      .joined(separator: ", ")
  }

  /// What of the accepted records stands behind the figures.
  private func countedText(_ report: Report) -> String {
    let totals = report.totals
    var parts = [counted(totals.requests, "request", "requests")]
    if totals.lines != totals.requests {
      parts[0] += " from \(counted(totals.lines, "sampled record", "sampled records"))"
    }
    if report.input.unselected > 0 {
      parts.append("\(Quantity.count(report.input.unselected)) outside the selection")
    }
    if report.input.duplicates > 0 {
      let records = counted(report.input.duplicates, "record", "records")
      parts.append("\(records) read more than once, counted once")
    }
    if report.input.unidentified > 0 {
      let records = counted(report.input.unidentified, "record", "records")
      parts.append("\(records) without writer and seq, which may be counted twice")
    }
    return parts.joined(separator: "; ")
  }

  private func lossesText(_ input: InputReport) -> String {
    guard input.writers > 0 || input.missing > 0 || input.droppedByWriters > 0 else { return "" }
    var parts = [counted(input.writers, "writer", "writers")]
    if input.missing > 0 {
      parts.append(
        "\(counted(input.missing, "record", "records")) missing from the numbering:"
          + " a file may be absent"
      )
    }
    if input.droppedByWriters > 0 {
      let records = counted(input.droppedByWriters, "record", "records")
      parts.append("\(records) dropped by writers under back-pressure")
    }
    return parts.joined(separator: "; ")
  }

  private func unknownText(_ input: InputReport) -> String {
    let shown = input.unknownNames.prefix(8).map {
      "\(options.name($0.name)) (\(Quantity.count($0.count)))"
    }
    let rest = input.unknownNames.count - shown.count
    let more = rest > 0 ? ", and \(rest) more" : ""
    return "names that the format does not know: " + shown.joined(separator: ", ") + more
  }
}
