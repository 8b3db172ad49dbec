package import Analysis
package import MetricLog

/// The output of `nightjar validate`: one line a rejected line, then what became of all lines.
///
/// The text form is what compilers print, `path:line:column: …`, so that editors can jump to it. The
/// JSON form is JSON lines: `rejection` objects, then one `summary`.
package struct RejectionListRenderer: Sendable {
  /// How the lines are to look.
  package enum Format: Sendable {
    case text
    case jsonLines
  }

  private let format: Format
  private let options: TextOptions

  /// Creates a renderer; the options' width bears on the summary only, the list is never cut.
  package init(_ format: Format = .text, options: TextOptions = TextOptions()) {
    self.format = format
    self.options = options
  }

  /// One rejected line as one line of UTF-8, with a newline at the end.
  ///
  /// Columns count bytes: from 1 in text, as editors do, and from 0 in JSON, as the report does.
  package func render(_ line: RejectedLine) -> [UInt8] {
    switch format {
    case .text: Array((text(line) + "\n").utf8)
    case .jsonLines: JSONWriter.line(value(line))
    }
  }

  /// What became of all lines, as UTF-8 with a newline at the end.
  package func renderSummary(_ input: InputReport) -> [UInt8] {
    switch format {
    case .text: Array(summary(input).utf8)
    case .jsonLines: JSONWriter.line(value(input))
    }
  }

  private func text(_ line: RejectedLine) -> String {
    let field = line.field.isEmpty ? "" : " (\(options.name(line.field)))"
    let place = "\(options.text(line.path)):\(line.line):\(line.column + 1)"
    let excerpt = options.text(SafeText.decoded(line.excerpt))
    let dash = options.unicode ? "—" : "--"
    return "\(TextStyle.strong.paint(place, color: options.color)): "
      + TextStyle.alarm.paint(line.reason.name + field, color: options.color)
      + ": \(line.reason.explanation) \(dash) "
      + TextStyle.faint.paint(excerpt, color: options.color)
  }

  private func summary(_ input: InputReport) -> String {
    let renderer = TextRenderer(options)
    var page = TextPage(options)
    renderer.files(input, on: &page)
    renderer.reasons(input.total, on: &page)
    renderer.problems(input, on: &page)
    return page.text
  }

  private func value(_ line: RejectedLine) -> JSONValue {
    let head: [JSONValue.Member] = [
      ("type", .string("rejection")),
      ("reason", .string(line.reason.name)),
      ("explanation", .string(line.reason.explanation)),
    ]
    return .object(head + JSONRenderer().place(line))
  }

  private func value(_ input: InputReport) -> JSONValue {
    .object([("type", .string("summary")), ("input", JSONRenderer().value(input))])
  }
}
