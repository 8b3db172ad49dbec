/// Reads a page with no more mercy than a test should have: known elements, closed in order; known
/// attributes, in double quotes; links within the page; no character that hides or turns text.
struct PageReader {
  /// What is wrong with a page.
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  /// What the page says: text between tags and the names of drawings.
  ///
  /// Without the labels of axes, which are a scale and no figures, and without style and script.
  private(set) var text = ""
  private(set) var ids: [String] = []
  /// The targets of links.
  private(set) var links: [String] = []
  private(set) var scripts = 0
  private(set) var styles = 0

  private static let void: Set<String> = ["meta", "link", "input"]
  private static let elements: Set<String> = void.union([
    "html", "head", "title", "style", "script", "body", "a", "div", "header", "main", "footer",
    "nav", "section", "article", "figure", "figcaption", "details", "summary", "h1", "h2", "h3",
    "p",
    "ul", "ol", "li", "dl", "dt", "dd", "b", "bdi", "code", "span", "table", "caption", "thead",
    "tbody", "rect", "line", "path", "tr", "th", "td", "svg", "g", "text", "form", "label",
    "select", "option", "output",
  ])
  private static let attributes: Set<String> = [
    "aria-hidden", "aria-label", "aria-labelledby", "charset", "class", "content", "d",
    "data-filter",
    "data-item", "data-sort", "data-v", "height", "hidden", "href", "http-equiv", "id", "lang",
    "name",
    "placeholder", "preserveAspectRatio", "rel", "role", "scope", "shape-rendering", "tabindex",
    "type", "value", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
  ]

  init(_ page: String) throws {
    for scalar in page.unicodeScalars where scalar != "\n" && Self.isInvisible(scalar) {
      throw Fault(description: "U+\(String(scalar.value, radix: 16))")
    }
    // By code points, as a browser reads: a mark that combines with a bracket does not hide it.
    var rest = page.unicodeScalars[...]
    var open: [String] = []
    while let start = rest.firstIndex(of: "<") {
      if open.last != "text" { text += String(rest[..<start]) }
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: ">") else { throw Fault(description: "no >") }
      let tag = String(rest[..<end])
      // Cells are apart, names within a sentence are not.
      if !["b", "/b", "bdi", "/bdi"].contains(tag) { text += " " }
      rest = rest[rest.index(after: end)...]
      if tag == "!DOCTYPE html" { continue }
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else {
          throw Fault(description: "<\(tag)>")
        }
        continue
      }
      let name = try read(tag)
      if !Self.void.contains(name), !tag.hasSuffix("/") { open.append(name) }
      if name == "style" || name == "script" {
        let close = "</\(name)>".unicodeScalars
        while !rest.isEmpty, !rest.starts(with: close) { rest.removeFirst() }
      }
    }
    text += String(rest)
    guard open.isEmpty else { throw Fault(description: "not closed: \(open)") }
    text = text.replacing("&nbsp;", with: " ")
    let entities = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&"]
    for entity in ["&lt;", "&gt;", "&quot;", "&#39;", "&amp;"] {
      text = text.replacing(entity, with: entities[entity] ?? "")
    }
  }

  /// Notes what a tag says and returns its element.
  private mutating func read(_ tag: String) throws -> String {
    let body = tag.hasSuffix("/") ? String(tag.dropLast()) : tag
    let pattern = /([a-z][a-z0-9]*)((?: [a-zA-Z0-9-]+(?:="[^"<]*")?)*) ?/
    guard let match = body.wholeMatch(of: pattern.matchingSemantics(.unicodeScalar))
    else { throw Fault(description: "<\(tag)>") }
    let name = String(match.1)
    guard Self.elements.contains(name) else { throw Fault(description: "<\(name)>") }
    scripts += name == "script" ? 1 : 0
    styles += name == "style" ? 1 : 0
    for attribute in match.2.matches(of: /\ ([a-zA-Z0-9-]+)(?:="([^"]*)")?/) {
      let (key, value) = (String(attribute.1), String(attribute.2 ?? ""))
      guard Self.attributes.contains(key) else { throw Fault(description: "\(key)=") }
      if key == "id" { ids.append(value) }
      if key == "aria-label" { text += " \(value) " }
      guard key == "href", value != "data:," else { continue }
      guard value.hasPrefix("#") else { throw Fault(description: "href \(value)") }
      links.append(String(value.dropFirst()))
    }
    return name
  }

  /// What may hide text or turn its direction, told without the code under test.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0xad, 0x61c, 0x180e, 0x200b...0x200f, 0x2028...0x202e,
      0x2060...0x206f, 0xfe00...0xfe0f, 0xfeff, 0xfff9...0xfffb, 0xe0000...0xe0fff:
      true
    default: false
    }
  }
}
