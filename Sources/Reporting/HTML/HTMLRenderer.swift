package import Analysis

/// The report as one page: no network, no other file, at most 2 MB whatever the log.
///
/// The page works without script; with it, tables can be sorted and lists filtered. Its policy admits
/// the one style sheet and the one script that are part of this program, by their hashes, and nothing
/// else, so that not even a slip in escaping could run or load anything.
package struct HTMLRenderer: Sendable {
  /// The most operations that a page lists.
  package static let operationLimit = 1000
  /// The most bytes of a page.
  package static let byteLimit = 2_000_000

  private let options: DocumentOptions

  package init(_ options: DocumentOptions = DocumentOptions()) { self.options = options }

  /// Renders a report as UTF-8.
  package func render(_ report: Report) -> [UInt8] {
    let page = HTMLPage(report, options)
    let html: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="nightjar">
      <link rel="icon" href="data:,">
      <title>\(text: page.title)</title>
      <style>\(PageStyle.source)</style>
      </head>
      <body>
      \(page.body)<script>\(PageScript.source)</script>
      </body>
      </html>

      """
    return Array(html.source.utf8)
  }

  /// What the page may do: what it brings along, told by hash, and an icon of nothing.
  private static let policy: HTML = """
    default-src 'none'; style-src '\(attribute: PageStyle.hash)'; \
    script-src '\(attribute: PageScript.hash)'; img-src data:; base-uri 'none'; form-action 'none'
    """
}
