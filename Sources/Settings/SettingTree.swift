/// Keys by their places in a file.
struct SettingTree: Sendable {
  private let keys: [String: SettingKey]
  /// The names that may stand in a mapping, by the path to it.
  private let names: [String: Set<String>]

  init(_ keys: [SettingKey]) {
    var names: [String: Set<String>] = ["": []]
    for key in keys {
      var path = ""
      for name in key.path.split(separator: ".").map(String.init) {
        names[path, default: []].insert(name)
        path = Self.joined(path, name)
      }
    }
    self.names = names
    self.keys = Dictionary(keys.map { ($0.path, $0) }) { first, _ in first }
  }

  /// The key at a path; `nil` when there is none.
  func key(_ path: String) -> SettingKey? { keys[path] }

  /// Whether a mapping of keys stands at a path.
  func isMapping(_ path: String) -> Bool { names[path] != nil }

  /// The names that may stand in the mapping at a path.
  func names(in path: String) -> Set<String> { names[path] ?? [] }

  /// A path with one more name.
  static func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "." + name
  }

  /// What to do about a name that is not known in a mapping.
  func remedy(for name: String, in path: String) -> String {
    let known = names(in: path)
    if let near = NearestName.of(name, among: known) { return "did you mean \(near)?" }
    let elsewhere = keys.keys.filter { $0.hasSuffix("." + name) || $0 == name }.sorted()
    if let place = elsewhere.first, elsewhere.count <= 3 { return "there is \(place)" }
    let listed = known.sorted().prefix(12).joined(separator: ", ")
    return "known here: \(listed)\(known.count > 12 ? ", and \(known.count - 12) more" : "")"
  }
}
