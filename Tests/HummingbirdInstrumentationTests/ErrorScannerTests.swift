import Foundation
import HummingbirdInstrumentation
import TestSupport
import Testing

@Suite("The search for errors")
struct ErrorScannerTests {
  /// The same count from the text parsed whole.
  private func reference(_ text: String) -> [String?: Int] {
    let root = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    let responses = root as? [Any] ?? [root as Any]
    var counts: [String?: Int] = [:]
    for response in responses {
      let errors = (response as? [String: Any])?["errors"] as? [Any] ?? []
      for error in errors {
        guard let error = error as? [String: Any] else { continue }
        counts[(error["extensions"] as? [String: Any])?["code"] as? String, default: 0] += 1
      }
    }
    return counts
  }

  private func scan(_ text: String, _ random: inout SeededGenerator) -> [String?: Int] {
    var scanner = ResponseErrorScanner()
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let size = Int.random(in: 1...40, using: &random)
      scanner.scan(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    // Codes are taken without resolving escapes: one that has any is not used as a code anyway.
    return Dictionary(
      scanner.errors.map { ($0.key?.replacing("\\", with: ""), $0.value) },
      uniquingKeysWith: +
    )
  }

  /// A random value; names that matter turn up everywhere.
  private func value(_ depth: Int, _ random: inout SeededGenerator) -> String {
    let names = ["errors", "extensions", "code", "data", "message", "a\\\"b", "[", "{", "}"]
    func text() -> String {
      "\"" + names[Int.random(in: 0..<names.count, using: &random)] + "\""
    }
    let space = Bool.random(using: &random) ? "" : " \n"
    switch Int.random(in: 0..<(depth > 5 ? 4 : 8), using: &random) {
    case 0: return "null"
    case 1: return "-1.5e3"
    case 2: return "true"
    case 3: return text()
    case 4, 5:
      let elements = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        value(depth + 1, &random)
      }
      return "[\(space)" + elements.joined(separator: ",\(space)") + "\(space)]"
    default:
      // A name twice in one object means different things to different parsers.
      let used = names.shuffled(using: &random).prefix(Int.random(in: 0...5, using: &random))
      let members = used.map { "\"\($0)\"\(space):\(space)" + value(depth + 1, &random) }
      return "{\(space)" + members.joined(separator: ",") + "}"
    }
  }

  @Test("counts what a parser of the whole text counts, however the text is cut")
  func random() {
    var random = SeededGenerator(seed: 20_261_125)
    var found = 0
    for _ in 0..<1500 {
      var text = value(0, &random)
      if Bool.random(using: &random) {
        text =
          "{\"data\":\(value(3, &random)),\"errors\":[\(value(2, &random)),\(value(2, &random))]}"
      }
      let expected = reference(text)
      #expect(scan(text, &random) == expected, "\(text)")
      found += expected.values.reduce(0, +)
    }
    #expect(found > 300)
  }

  @Test("survives any bytes")
  func damage() {
    var random = SeededGenerator(seed: 5)
    let text = Array(#"{"errors":[{"extensions":{"code":"A"}},{"x":[1,"\""]}],"data":{}}"#.utf8)
    for _ in 0..<3000 {
      var scanner = ResponseErrorScanner()
      scanner.scan(Damage.some(text, &random))
      #expect(scanner.errors.values.reduce(0, +) <= text.count)
    }
  }

  @Test("finds the name at every place, and nothing like it")
  func name() {
    for before in 0..<20 {
      for after in 0..<20 {
        for (name, isThere) in [("\"errors\"", true), ("\"error\"s", false), ("'errors\"", false)] {
          let text =
            String(repeating: "s", count: before) + name + String(repeating: "\"", count: after)
          #expect(ErrorsNameSearch.finds(in: Array(text.utf8).span) == isThere, "\(text)")
        }
      }
    }
  }

  @Test(
    "has the hashes of the standard's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 100_000),
        "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee"
      ),
    ]
  )
  func hashes(text: String, hash: String) {
    #expect(SHA256Digest.hexadecimal(of: text.utf8) == hash)
  }
}
