import Analysis
import Reporting
import Testing

/// What holds for the text of any report, whatever is in it.
@Suite("Layout of the text report")
struct LayoutTests {
  private static let seeds: Range<UInt64> = 0..<30

  @Test("no line is wider than the page", arguments: [72, 80, 97, 160])
  func width(width: Int) throws {
    for seed in Self.seeds {
      var random = RandomReport(seed: seed)
      let report = random.report()
      for unicode in [true, false] {
        let text = TextRenderer(TextOptions(width: width, unicode: unicode)).render(report)
        let widest = try #require(
          text.split(separator: "\n").max { CellWidth.of(String($0)) < CellWidth.of(String($1)) }
        )
        #expect(CellWidth.of(String(widest)) <= width, "seed \(seed): \(widest)")
      }
    }
  }

  @Test("nothing but line ends and visible characters is written")
  func characters() {
    for seed in Self.seeds {
      var random = RandomReport(seed: seed)
      let text = TextRenderer(TextOptions()).render(random.report())
      let raw = text.unicodeScalars.filter { $0 != "\n" && Self.isInvisible($0) }
      #expect(raw.isEmpty, "seed \(seed): \(raw.map { String($0.value, radix: 16) })")
    }
  }

  @Test("without unicode the text is printable ASCII")
  func ascii() {
    for seed in Self.seeds {
      var random = RandomReport(seed: seed)
      let text = TextRenderer(TextOptions(unicode: false)).render(random.report())
      #expect(text.utf8.allSatisfy { $0 == 0x0a || (0x20..<0x7f).contains($0) }, "seed \(seed)")
    }
  }

  @Test("colour adds style codes and changes nothing else")
  func color() {
    for seed in Self.seeds {
      var random = RandomReport(seed: seed)
      let report = random.report()
      let plain = TextRenderer(TextOptions()).render(report)
      let colored = TextRenderer(TextOptions(color: true)).render(report)
      #expect(colored.contains("\u{1b}[1m"))
      let pairs = zip(Self.withoutStyle(colored), plain.split(separator: "\n"))
      #expect(pairs.first { $0.0 != $0.1 } == nil, "seed \(seed)")
    }
  }

  @Test("no line ends in blanks, and none says NaN or inf")
  func tidiness() {
    for seed in Self.seeds {
      var random = RandomReport(seed: seed)
      let report = random.report()
      let text = TextRenderer(TextOptions(unicode: false)).render(report)
      #expect(!text.contains(" \n"), "seed \(seed)")
      let notANumber = text.firstMatch(of: /\s(nan|inf|NaN(?! or Infinity))\b/) != nil
      #expect(!notANumber, "seed \(seed)")
      #expect(text.hasSuffix("\n"))
    }
  }

  /// The lines of a text without the sequences that set a style.
  private static func withoutStyle(_ text: String) -> [String] {
    var plain = ""
    var isCode = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1b}" { isCode = true }
      if !isCode { plain.unicodeScalars.append(scalar) }
      if scalar == "m" { isCode = false }
    }
    return plain.split(separator: "\n").map(String.init)
  }

  /// What a terminal may act on or hide, told without the code under test.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0xad, 0x61c, 0x180e, 0x200b...0x200f, 0x2028...0x202e,
      0x2060...0x206f, 0xfe00...0xfe0f, 0xfeff, 0xfff9...0xfffb, 0xe0000...0xe0fff:
      true
    default: false
    }
  }
}
