/// The names of a log's files: `BASE-WRITER.NUMBER.jsonl`, and `.jsonl.gz` when compressed.
struct LogFileName: Hashable {
  /// Where a file is between being written and being compressed.
  enum State: String, CaseIterable {
    case plain = ".jsonl"
    case compressed = ".jsonl.gz"
    /// Being compressed. The name is hidden and no log's, so that nobody reads half a file.
    case unfinished = ".jsonl.gz.tmp"
  }

  var base: String
  /// The life of the writer that the file is of.
  var writer: String
  /// From 1.
  var number: Int
  var state = State.plain

  /// The name without its directory.
  var text: String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return "\(state == .unfinished ? "." : "")\(base)-\(writer).\(padded)\(state.rawValue)"
  }

  /// The path in a directory.
  func path(in directory: String) -> String { "\(directory)/\(text)" }

  /// The same file in another state.
  func with(_ state: State) -> LogFileName {
    var name = self
    name.state = state
    return name
  }
}

extension LogFileName {
  /// Reads a name, if it is one of the base's and exactly as ``text`` writes it.
  init?(_ text: String, base: String) {
    let isHidden = text.hasPrefix(".\(base)-")
    let rest = text.dropFirst(isHidden ? 1 : 0)
    guard rest.hasPrefix("\(base)-") else { return nil }
    let parts = rest.dropFirst(base.count + 1).split(
      separator: ".",
      maxSplits: 2,
      omittingEmptySubsequences: false
    )
    guard parts.count == 3, Self.isWriter(parts[0]), let number = Int(parts[1]), number >= 1,
      let state = State(rawValue: ".\(parts[2])")
    else { return nil }
    self.init(base: base, writer: String(parts[0]), number: number, state: state)
    guard self.text == text else { return nil }
  }

  /// A base name out of any text: of a file's name, only what is safe in every shell.
  static func base(_ text: String) -> String {
    let safe = text.unicodeScalars.prefix(100).map { scalar in
      let isSafe =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains(scalar))
      return isSafe ? Character(scalar) : "_"
    }
    let name = String(safe)
    return name.isEmpty ? "log" : name.hasPrefix(".") || name.hasPrefix("-") ? "_" + name : name
  }

  /// A new name for a writer's life: ten letters and digits, 51 bits of chance.
  ///
  /// Among a million lives two have the same name with a probability of 0.014 %, and it matters only
  /// if service, environment, host and release are the same too.
  static func newWriter() -> String {
    String((0..<writerLength).compactMap { _ in alphabet.randomElement() })
  }

  private static let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz")
  private static let writerLength = 10

  private static func isWriter(_ text: Substring) -> Bool {
    text.count == writerLength && text.allSatisfy(alphabet.contains)
  }
}
