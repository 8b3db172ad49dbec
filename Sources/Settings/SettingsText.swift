internal import Foundation
package import Yams

/// The text of a YAML file as its root node, bounded in every respect.
///
/// What is taken is plain YAML: one document, no anchors and aliases. Those could make a file of a
/// kilobyte mean gigabytes, and settings that repeat each other are better written out.
package struct SettingsText: Sendable {
  /// The most bytes of a file.
  package static let byteLimit = 1 << 18
  /// More words than this that begin with `*` or `&` are refused before anything is parsed: with so
  /// few, aliases of aliases cannot mean more than a hundred times the file.
  private static let aliasLimit = 12
  /// The most brackets or dashes that stand open at once.
  private static let depthLimit = 64

  private let path: String
  private let text: String

  /// Reads a file.
  package init(path: String) throws(SettingsError) {
    let bytes: [UInt8]
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      bytes = Array(try file.read(upToCount: Self.byteLimit + 1) ?? Data())
    } catch {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw .unreadable(
        path: path,
        reason: isThere ? "it cannot be opened and read" : "there is no such file"
      )
    }
    try self.init(bytes, path: path)
  }

  /// Takes the bytes of a file; `path` names it in errors.
  package init(_ bytes: [UInt8], path: String) throws(SettingsError) {
    guard bytes.count <= Self.byteLimit else {
      throw .unreadable(path: path, reason: "it is larger than \(Self.byteLimit / 1024) KiB")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .unreadable(path: path, reason: "it is not UTF-8")
    }
    self.path = path
    self.text = text
  }

  /// The root of the document; `nil` when the file holds none.
  package func root() throws(SettingsError) -> Node? {
    try checkDepth()
    try checkAliases()
    do {
      let parser = try Parser(yaml: text, encoding: .utf8)
      let root = try parser.singleRoot()
      // Nodes hold their anchors weakly; the parser holds them.
      let place = withExtendedLifetime(parser) { root.flatMap(Self.firstAnchor) }
      if let place { throw SettingsError.mistakes([alias(at: place)]) }
      return root
    } catch let error as SettingsError {
      throw error
    } catch let error as YamlError {
      throw .mistakes([problem(error)])
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }

  /// The place of the first node with an anchor; an alias gives a node with its anchor again.
  private static func firstAnchor(in node: Node) -> SettingPlace? {
    if node.anchor != nil { return place(node) ?? SettingPlace(line: 1, column: 1) }
    switch node {
    case .mapping(let mapping):
      return mapping.lazy.compactMap { firstAnchor(in: $0.key) ?? firstAnchor(in: $0.value) }.first
    case .sequence(let sequence): return sequence.lazy.compactMap { firstAnchor(in: $0) }.first
    case .scalar: return nil
    case .alias: return place(node)
    }
  }

  /// Where a node begins; `nil` when the parser did not say.
  static func place(_ node: Node) -> SettingPlace? {
    node.mark.map { SettingPlace(line: $0.line, column: $0.column) }
  }

  // MARK: - What is refused before parsing

  /// The parser goes down by recursion, so how deep it may go is found out before.
  private func checkDepth() throws(SettingsError) {
    var open = 0
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let indent = line.utf8.prefix { $0 == 0x20 || $0 == 0x2d || $0 == 0x3f }.count
      for byte in line.utf8 {
        if byte == 0x5b || byte == 0x7b { open += 1 }
        if byte == 0x5d || byte == 0x7d { open = max(0, open - 1) }
      }
      guard open <= Self.depthLimit, indent <= Self.depthLimit else {
        throw .mistakes([
          problem(
            SettingPlace(line: index + 1, column: 1),
            "lists and mappings are nested more than \(Self.depthLimit) deep",
            "settings need no more than five levels"
          )
        ])
      }
    }
  }

  private func checkAliases() throws(SettingsError) {
    var (line, column, count) = (1, 1, 0)
    var before: Unicode.Scalar = "\n"
    var first: SettingPlace?
    for scalar in text.unicodeScalars {
      // Not after white space alone: whatever else it follows, it begins no word of YAML.
      if scalar == "*" || scalar == "&", " \t\n\r[]{},:-?".unicodeScalars.contains(before) {
        count += 1
        first = first ?? SettingPlace(line: line, column: column)
      }
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      before = scalar
    }
    if let first, count > Self.aliasLimit { throw .mistakes([alias(at: first)]) }
  }

  /// The problem of an anchor or alias.
  private func alias(at place: SettingPlace) -> SettingsProblem {
    problem(
      place,
      "anchors and aliases (words that begin with & or *) are not used in settings",
      "write the value out; a text that begins with * or & stands in quotes"
    )
  }

  // MARK: - Errors of the parser

  private func problem(_ place: SettingPlace?, _ problem: String, _ remedy: String)
    -> SettingsProblem
  {
    SettingsProblem(source: path, place: place, key: "", problem: problem, remedy: remedy)
  }

  private func problem(_ error: YamlError) -> SettingsProblem {
    switch error {
    case .reader(_, let offset, _, _): return control(offset: offset ?? 0)
    case .scanner(let context, let text, let mark, _), .parser(let context, let text, let mark, _),
      .composer(let context, let text, let mark, _):
      return syntax(context?.text, text, SettingPlace(line: mark.line, column: mark.column))
    case .duplicatedKeysInMapping(let names, let context):
      return problem(
        SettingPlace(line: context.mark.line, column: context.mark.column),
        "\(SettingsProblem.quoted(names.first ?? "")) stands twice in the same mapping",
        "keep one of them"
      )
    default: return problem(nil, "this is not YAML: \(error)", "see docs/SETTINGS.md")
    }
  }

  private func syntax(_ context: String?, _ text: String, _ place: SettingPlace) -> SettingsProblem
  {
    let lines = self.text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.indices.contains(place.line - 1) ? lines[place.line - 1] : ""
    if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
      return problem(place, "a tab stands at the start of the line", "YAML is indented with spaces")
    }
    if text.contains("another document") {
      return problem(
        place,
        "a second document begins here",
        "settings are one document: remove ---"
      )
    }
    if text.contains("undefined alias") { return alias(at: place) }
    let words = context.map { "\(text) \($0)" } ?? text
    return problem(place, "this is not YAML: \(words)", "look at indentation, colons and quotes")
  }

  private func control(offset: Int) -> SettingsProblem {
    let before = text.prefix(offset)
    let line = before.count { $0 == "\n" || $0 == "\r\n" } + 1
    let column = before.reversed().prefix { $0 != "\n" && $0 != "\r\n" }.count + 1
    return problem(
      SettingPlace(line: line, column: column),
      "a control character stands here",
      "settings are plain text: remove it"
    )
  }
}
