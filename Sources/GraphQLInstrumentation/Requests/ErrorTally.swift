/// The GraphQL errors of one request: how many, and which codes.
///
/// A code that does not look like one (it has spaces, or is very long) may be a message, and a
/// message may hold anything: it is counted under ``ErrorTally/unusable`` and not kept.
struct ErrorTally: Sendable {
  /// Stands for a code that could not be written.
  static let unusable = "OTHER"
  private static let limit = 32

  private(set) var count = 0
  /// Different codes in order of arrival.
  private(set) var codes: [String] = []

  mutating func add(code: String?, count more: Int) {
    count.increase(by: more)
    guard let code else { return }
    let kept = Self.isCode(code) ? code : Self.unusable
    guard !codes.contains(kept), codes.count < Self.limit else { return }
    codes.append(kept)
  }

  private static func isCode(_ text: String) -> Bool {
    let bytes = text.utf8
    guard (1...64).contains(bytes.count) else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
  }
}
