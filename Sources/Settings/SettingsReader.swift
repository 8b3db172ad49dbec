internal import Foundation
internal import Yams

/// Reads a file's document against a catalog of keys: every value with its place, every mistake.
struct SettingsReader {
  /// A value and where it stands.
  struct Found {
    var value: SettingValue
    var place: SettingPlace
  }

  private let path: String
  private(set) var found: [String: Found] = [:]
  private(set) var problems: [SettingsProblem] = []

  /// - Parameter path: The file's path, which also says where paths in it begin.
  init(path: String) { self.path = path }

  /// Reads a document.
  mutating func read(_ text: SettingsText, keys: [SettingKey]) throws(SettingsError) {
    guard let root = try text.root() else { return }
    let tree = SettingTree(keys)
    let mapping = mapping(root, "", SettingsText.place(root) ?? SettingPlace(line: 1, column: 1))
    found = read(mapping, "", tree)
  }

  // MARK: - Mappings

  private mutating func mapping(_ node: Node, _ prefix: String, _ place: SettingPlace)
    -> [(Node, Node)]
  {
    if case .mapping(let mapping) = node { return mapping.map { ($0.key, $0.value) } }
    // An empty section, every line of which is a comment, says nothing and harms nothing.
    if Self.isEmpty(node) { return [] }
    let names = prefix.isEmpty ? "keys such as \"fail_on: high\"" : "keys below it"
    report(place, prefix, "\(Self.kind(node)) stands where a mapping belongs", "write \(names)")
    return []
  }

  private mutating func read(_ mapping: [(Node, Node)], _ prefix: String, _ tree: SettingTree)
    -> [String: Found]
  {
    var found: [String: Found] = [:]
    for (keyNode, node) in mapping {
      let place = SettingsText.place(keyNode) ?? SettingPlace(line: 1, column: 1)
      guard case .scalar(let scalar) = keyNode else {
        report(place, prefix, "a list or mapping stands where a key belongs", "write a name")
        continue
      }
      let path = SettingTree.joined(prefix, scalar.string)
      if let key = tree.key(path), !scalar.string.contains(".") {
        if let value = value(node, key, place) { found[path] = Found(value: value, place: place) }
      } else if tree.isMapping(path), !scalar.string.contains("."), !scalar.string.isEmpty {
        let below = self.mapping(node, path, SettingsText.place(node) ?? place)
        found.merge(read(below, path, tree)) { first, _ in first }
      } else {
        let name = scalar.string.isEmpty ? "(empty)" : String(path.prefix(120))
        report(place, name, "the key is unknown", remedy(scalar.string, prefix, tree))
      }
    }
    return found
  }

  private func remedy(_ name: String, _ prefix: String, _ tree: SettingTree) -> String {
    let path = SettingTree.joined(prefix, name)
    guard name.contains("."), tree.key(path) != nil else {
      return tree.remedy(for: name, in: prefix)
    }
    return "each name of \(path) stands on a line of its own, indented below the one before"
  }

  // MARK: - Values

  private mutating func value(_ node: Node, _ key: SettingKey, _ place: SettingPlace)
    -> SettingValue?
  {
    if case .entries(let keys) = key.type { return entries(node, key, keys, place) }
    if let element = key.type.element { return list(node, key, element, place) }
    return single(node, key.type, key.path, place)
  }

  private mutating func single(
    _ node: Node,
    _ type: SettingType,
    _ key: String,
    _ keyPlace: SettingPlace
  ) -> SettingValue? {
    let place = SettingsText.place(node) ?? keyPlace
    guard case .scalar(let scalar) = node else {
      report(place, key, "\(Self.kind(node)) stands where one value belongs", remedy(type))
      return nil
    }
    if Self.isEmpty(node) {
      report(keyPlace, key, "the value is missing", remedy(type) + ", or remove the key")
      return nil
    }
    guard let value = type.value(of: scalar.string) else {
      let near = nearest(scalar.string, type).map { "did you mean \($0)?" }
      report(
        place,
        key,
        (type.isConfidential ? "the value" : SettingsProblem.quoted(scalar.string))
          + " cannot be taken",
        near ?? remedy(type)
      )
      return nil
    }
    return resolved(value, type)
  }

  private func nearest(_ text: String, _ type: SettingType) -> String? {
    if case .word(let words) = type { NearestName.of(text, among: words) } else { nil }
  }

  private func remedy(_ type: SettingType) -> String { "write \(type.expectation)" }

  private mutating func list(
    _ node: Node,
    _ key: SettingKey,
    _ element: SettingType,
    _ place: SettingPlace
  ) -> SettingValue? {
    guard case .sequence(let sequence) = node else {
      report(
        SettingsText.place(node) ?? place,
        key.path,
        "\(Self.kind(node)) stands where a list belongs",
        "write a list such as [first, second]"
      )
      return nil
    }
    var texts: [String] = []
    for item in sequence {
      guard case .text(let text) = single(item, element, key.path, place) else { continue }
      texts.append(text)
    }
    return .texts(texts)
  }

  private mutating func entries(
    _ node: Node,
    _ key: SettingKey,
    _ keys: [SettingKey],
    _ place: SettingPlace
  ) -> SettingValue? {
    guard case .sequence(let sequence) = node else {
      report(
        SettingsText.place(node) ?? place,
        key.path,
        "\(Self.kind(node)) stands where a list belongs",
        "begin each entry with a dash"
      )
      return nil
    }
    let tree = SettingTree(keys)
    return .entries(
      sequence.map { item in
        let itemPlace = SettingsText.place(item) ?? place
        let values = read(mapping(item, key.path, itemPlace), "", tree)
        return SettingEntry(values: values.mapValues(\.value), place: itemPlace)
      }
    )
  }

  /// A path in a file begins at the file's folder, so that it means the same wherever a run starts.
  private func resolved(_ value: SettingValue, _ type: SettingType) -> SettingValue {
    guard case .text(let text) = value else { return value }
    let prefix = "file:"
    switch type {
    case .path: return .text(resolved(text))
    case .secret where text.hasPrefix(prefix):
      return .text(prefix + resolved(String(text.dropFirst(prefix.count))))
    default: return value
    }
  }

  private func resolved(_ text: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    guard text != "-", !text.hasPrefix("/"), !folder.isEmpty, folder != "." else { return text }
    return folder + "/" + text
  }

  // MARK: - Mistakes

  private static func isEmpty(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  private static func kind(_ node: Node) -> String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar): SettingsProblem.quoted(scalar.string)
    case .alias: "an alias"
    }
  }

  private mutating func report(
    _ place: SettingPlace,
    _ key: String,
    _ problem: String,
    _ remedy: String
  ) {
    problems.append(
      SettingsProblem(source: path, place: place, key: key, problem: problem, remedy: remedy)
    )
  }
}
