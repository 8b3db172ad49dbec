internal import Analysis
internal import ArgumentParser
internal import Reporting

/// A form that a report can be written in.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, html, markdown, openmetrics

  /// How a report is to look, whatever its form.
  struct Style {
    var text: TextOptions
    var document: DocumentOptions
    var threads: Int
  }

  /// How many operations are listed unless the command line says.
  var defaultTop: Int {
    switch self {
    case .text, .openmetrics: 20
    case .json: .max
    case .html: HTMLRenderer.operationLimit
    case .markdown: MarkdownRenderer.operationLimit
    }
  }

  /// Writes the report in this form, piece by piece.
  func render(_ report: Report, _ style: Style, to output: ([UInt8]) throws -> Void) rethrows {
    switch self {
    case .text: try output(Array(TextRenderer(style.text).render(report).utf8))
    case .json: try JSONRenderer(threads: style.threads).render(report, to: output)
    case .html: try output(HTMLRenderer(style.document).render(report))
    case .markdown: try output(Array(MarkdownRenderer(style.document).render(report).utf8))
    case .openmetrics: try output(OpenMetricsRenderer().render(report))
    }
  }
}
