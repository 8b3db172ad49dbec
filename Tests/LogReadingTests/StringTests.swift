import LogReading
import MetricLog
import TestSupport
import Testing

@Suite("Strings")
struct StringTests {
  @Test("mean the same with any choice of escapes")
  func escapes() {
    var random = SeededGenerator(seed: 11)
    var check = LineCheck()
    for _ in 0..<3000 {
      let scalars = (0..<random.below(24)).map { _ in Self.scalar(&random) }
      let text = String(String.UnicodeScalarView(scalars))
      let escaped = scalars.map { Self.escaped($0, &random) }.joined()
      #expect(note("\"\(escaped)\"", &check) == text, "\(escaped)")
    }
  }

  @Test("have U+FFFD for each surrogate without its other half")
  func loneSurrogates() {
    var random = SeededGenerator(seed: 12)
    var check = LineCheck()
    for _ in 0..<3000 {
      let units = (0..<random.within(1...6)).map { _ in
        UInt16(random.oneIn(4) ? random.below(0xD800) : 0xD800 + random.below(0x800))
      }
      let escaped = units.map { Self.hex($0, &random) }.joined()
      // Swift's own repair of UTF-16 follows the same rule.
      #expect(note("\"\(escaped)\"", &check) == String(decoding: units, as: UTF16.self))
    }
    #expect(note(#""\ud83dx\ude00""#, &check) == "\u{FFFD}x\u{FFFD}")
    #expect(note(#""\ud83d\n""#, &check) == "\u{FFFD}\n")
    #expect(note(#""\ud83d\ud83d\ude00""#, &check) == "\u{FFFD}\u{1F600}")
  }

  @Test(
    "with bad escapes or control characters are refused",
    arguments: [
      #"\x"#, #"\u12"#, #"\u123g"#, #"\ud83d\u12"#, #"\U1234"#, #"\ "#, #"\"#, "\u{01}", "\t",
      "\u{1F}", "\u{0}", #"ab\n"# + "\u{0B}", #"\u{1F600}"#, #"\'"#,
    ]
  )
  func badEscapes(text: String) {
    // The closing quote of the eighth is escaped, so that its string never ends.
    let line = LineVerdict.line("deploy", #""note":"\#(text)""#)
    #expect(LineVerdict.reason(line) == .invalidJSON)
    let key = LineVerdict.line("deploy", #""\#(text)":1"#)
    #expect(LineVerdict.reason(key) == .invalidJSON)
  }

  @Test("are UTF-8, or refused")
  func utf8() {
    var random = SeededGenerator(seed: 13)
    var check = LineCheck()
    var valid = 0
    for round in 0..<8000 {
      let bytes = Self.almostUTF8(&random)
      let reference = String(validating: bytes, as: UTF8.self)
      var line = LineVerdict.line("deploy", #""note":"~~""#)
      // After an escape the string is read by other code.
      let start = round % 2 == 0 ? [] : Array(#"\n"#.utf8)
      let place = line.count - 4
      line.replaceSubrange(place..<place + 2, with: start + bytes)
      let reason = check.reason(line)
      #expect(reason == (reference == nil ? .invalidUTF8 : nil), "\(bytes)")
      guard let reference else { continue }
      valid += 1
      let note = check.batch.deploys.first.map { check.batch.symbols.string(of: $0.note) }
      #expect(note == (start.isEmpty ? "" : "\n") + reference)
    }
    #expect(valid > 1500 && valid < 6500)
  }

  @Test("of every two and three bytes beyond ASCII are as Swift has them")
  func allShortSequences() {
    var check = LineCheck()
    for first in UInt8(0x80)...0xFF {
      for second in stride(from: UInt8(0x7F), through: 0xFE, by: 1) {
        for bytes in [[first, second], [first, second, 0x80], [first, second, 0xBF, 0xBF]] {
          var line = Array(#"{"a":"~"}"#.utf8)
          line.replaceSubrange(6..<7, with: bytes)
          let expected: RejectionReason =
            String(validating: bytes, as: UTF8.self) == nil ? .invalidUTF8 : .missingField
          if check.reason(line) != expected { Issue.record("\(bytes) is not \(expected)") }
        }
      }
    }
  }

  @Test("of any length and place in a word are whole")
  func lengths() {
    var check = LineCheck()
    for length in 0...70 {
      let text =
        String(repeating: "é", count: length / 2) + String(repeating: "x", count: length % 9)
      #expect(note("\"\(text)\"", &check) == text)
    }
  }

  @Test("of 32 hexadecimal digits are trace ids, others are absent")
  func traceIDs() {
    var check = LineCheck()
    for byte in UInt8(0x20)...0x7E where byte != 0x22 && byte != 0x5C {
      for place in [0, 7, 8, 15, 16, 31] {
        var digits = Array("0123456789abcdefFEDCBA9876543210".utf8)
        digits[place] = byte
        let text = String(decoding: digits, as: UTF8.self)
        let line = LineVerdict.request(#""duration_ms":1,"trace_id":"\#(text)""#)
        #expect(check.reason(line) == nil)
        let high = UInt64(text.prefix(16), radix: 16)
        let low = UInt64(text.suffix(16), radix: 16)
        let isID = text.allSatisfy(\.isHexDigit)
        #expect(check.batch.requests.first?.traceHigh == (isID ? high : 0), "\(text)")
        #expect(check.batch.requests.first?.traceLow == (isID ? low : 0), "\(text)")
      }
    }
    for text in ["", "0af7651916cd43dd8448eb211c80319", "0af7651916cd43dd8448eb211c80319c0"] {
      let line = LineVerdict.request(#""duration_ms":1,"trace_id":"\#(text)""#)
      #expect(check.reason(line) == nil)
      #expect(check.batch.requests.first?.traceLow == 0)
    }
  }

  // MARK: - Texts

  private func note(_ json: String, _ check: inout LineCheck) -> String? {
    let outcome = check.read(LineVerdict.line("deploy", #""note":\#(json)"#))
    guard outcome == .accepted(.deploy) else { return nil }
    return check.batch.deploys.first.map { check.batch.symbols.string(of: $0.note) }
  }

  private static func scalar(_ random: inout SeededGenerator) -> Unicode.Scalar {
    let value =
      switch random.below(5) {
      case 0: random.below(0x20)
      case 1: random.within(0x20...0x7F)
      case 2: random.within(0x80...0x7FF)
      case 3: random.within(0x800...0xFFFF)
      default: random.within(0x10000...0x10FFFF)
      }
    return Unicode.Scalar(UInt32(value)) ?? "\u{FFFF}"
  }

  private static func escaped(_ scalar: Unicode.Scalar, _ random: inout SeededGenerator) -> String {
    let short: [Unicode.Scalar: String] = [
      "\"": #"\""#, "\\": #"\\"#, "/": #"\/"#, "\u{08}": #"\b"#, "\u{0C}": #"\f"#, "\n": #"\n"#,
      "\r": #"\r"#, "\t": #"\t"#,
    ]
    if let text = short[scalar], random.oneIn(2) { return text }
    let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
    guard mustEscape || random.oneIn(3) else { return String(scalar) }
    return UTF16.encode(scalar).map { unit in unit.map { hex($0, &random) }.joined() } ?? ""
  }

  private static func hex(_ unit: UInt16, _ random: inout SeededGenerator) -> String {
    let digits = String(unit, radix: 16, uppercase: random.oneIn(2))
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// A few characters, often with a byte of one changed.
  private static func almostUTF8(_ random: inout SeededGenerator) -> [UInt8] {
    if random.oneIn(4) {
      return random.bytes(random.within(1...5)).map { $0 | 0x80 }
    }
    var bytes = (0..<random.within(1...6)).flatMap { _ in
      let scalar = Self.scalar(&random)
      return Array(String(scalar.value < 0x30 ? "x" : scalar).utf8)
    }
    bytes.removeAll { $0 == 0x22 || $0 == 0x5C }
    if random.oneIn(2), !bytes.isEmpty {
      let place = random.below(bytes.count)
      bytes[place] = random.oneIn(3) ? 0x80 | UInt8(random.below(128)) : bytes[place] ^ 0x80
      // Not another fault than one of UTF-8.
      if bytes[place] < 0x20 || bytes[place] == 0x22 || bytes[place] == 0x5C { bytes[place] = 0xC0 }
    }
    return bytes
  }
}
