import Analysis
import MetricLog

/// What could not be read: damaged files, with the remedy, and the first rejected lines.
extension TextRenderer {
  private static let problemLimit = 20
  private static let linesPerReason = 3

  func problems(_ input: InputReport, on page: inout TextPage) {
    let problems = input.files.flatMap { file in file.problems.map { (file.path, $0) } }
    guard !problems.isEmpty else { return }
    page.section("Problems with files")
    for (path, problem) in problems.prefix(Self.problemLimit) {
      let shown = CellWidth.cutMiddle(
        options.text(path),
        to: options.width - 2,
        mark: options.mark
      )
      page.line(shown, style: problem.kind.losesInput ? .alarm : .strong)
      page.paragraph(problemText(problem), indent: 4)
      page.paragraph(problem.kind.remedy, indent: 4, style: .faint)
    }
    more(problems.count, beyond: Self.problemLimit, on: &page)
  }

  private func problemText(_ problem: ReadProblem) -> String {
    var text = problem.kind.description
    if problem.kind != .unreadable || problem.storedOffset > 0 {
      text += " at byte \(Quantity.count(problem.storedOffset)) of the file"
    }
    if !problem.detail.isEmpty { text += ": \(options.text(problem.detail))" }
    return text
  }

  func rejectedLines(_ input: InputReport, on page: inout TextPage) {
    guard input.total.rejectedLines > 0 else { return }
    let share = Double(input.total.rejectedLines) / Double(max(1, input.total.lines))
    let note =
      "\(Quantity.count(input.total.rejectedLines)) of "
      + "\(counted(input.total.lines, "line", "lines")) (\(Quantity.percent(share, decimals: 2)))"
    page.section("Rejected lines", note: note)
    for (reason, count) in input.total.rejectionCounts {
      page.paragraph(
        "\(reason.name) (\(Quantity.count(count))): \(reason.explanation)",
        hang: 2,
        style: .strong
      )
      let lines = input.rejectedLines.filter { $0.reason == reason }
      for line in lines.prefix(Self.linesPerReason) { rejected(line, on: &page) }
    }
  }

  private func rejected(_ line: RejectedLine, on page: inout TextPage) {
    let byte = "  byte \(Quantity.count(line.offset))"
    let field = line.field.isEmpty ? "" : "  \(options.name(line.field))"
    let place = ":\(line.line):\(line.column + 1)"
    let room = options.width - 4 - place.count - byte.count - CellWidth.of(field)
    let path = CellWidth.cutMiddle(
      options.text(line.path),
      to: max(8, room),
      mark: options.mark
    )
    page.line(path + place + byte + field, indent: 4)
    page.line(options.text(SafeText.decoded(line.excerpt)), indent: 6, style: .faint)
  }
}

extension ReadProblem.Kind {
  /// What is wrong with the file.
  var description: String {
    switch self {
    case .unreadable: "could not be read"
    case .truncatedGzip: "the gzip stream ends too early"
    case .corruptGzip: "the gzip stream is damaged"
    case .checksumMismatch: "the content does not match its gzip checksum"
    case .trailingJunk: "bytes that are not gzip follow the last member"
    }
  }

  /// What is in the report all the same, and what a reader can do.
  var remedy: String {
    switch self {
    case .unreadable:
      "Nothing after this point is in the report. Check that the file exists and that this user may"
        + " read it, then run again."
    case .truncatedGzip:
      "Everything before the cut is in the report. Copy the file again, or wait until its writer has"
        + " closed it."
    case .corruptGzip:
      "Everything before the damage is in the report. Copy the file again from where it was written."
    case .checksumMismatch:
      "The content is in the report, but may be damaged. Copy the file again from where it was"
        + " written."
    case .trailingJunk:
      "They were ignored, the log is complete. Padding or an appended plain file looks like this:"
        + " append only whole gzip files."
    }
  }
}
