import Reporting
import Testing

@Suite("Text from outside")
struct SafeTextTests {
  @Test("what a terminal obeys or hides becomes a visible escape")
  func escapes() {
    #expect(SafeText.text("\u{1b}[31m") == #"\x1b[31m"#)
    #expect(SafeText.text("a\u{0}\n\u{7f}") == #"a\x00\x0a\x7f"#)
    #expect(SafeText.text("\u{9b}x") == #"\u{9b}x"#)
    #expect(SafeText.text("a\u{202e}b\u{2066}c\u{200f}") == #"a\u{202e}b\u{2066}c\u{200f}"#)
    #expect(
      SafeText.text("\u{feff}\u{200b}\u{2028}\u{2029}") == #"\u{feff}\u{200b}\u{2028}\u{2029}"#
    )
    #expect(SafeText.text("größe 商品 ✓") == "größe 商品 ✓")
    #expect(SafeText.text("größe", asciiOnly: true) == #"gr\u{f6}\u{df}e"#)
  }

  @Test("combining marks need a base and stay few")
  func marks() {
    #expect(SafeText.text("e\u{301}") == "e\u{301}")
    #expect(SafeText.text("\u{301}e") == #"\u{301}e"#)
    let pile = "z\u{351}\u{352}\u{353}\u{354}"
    #expect(SafeText.text(pile) == "z\u{351}\u{352}\u{353}" + #"\u{354}"#)
  }

  @Test("a name cannot pass for a row of ours, nor hide blanks at its ends")
  func names() {
    #expect(SafeText.name("(rest)") == #"\(rest)"#)
    #expect(SafeText.name(" a b ") == #"\x20a b\x20"#)
    #expect(SafeText.name(" ") == #"\x20"#)
    #expect(SafeText.name("") == "")
  }

  @Test("bytes keep their UTF-8, the others are shown in hex")
  func bytes() {
    #expect(SafeText.decoded(Array("größe".utf8)) == "größe")
    #expect(SafeText.decoded([0x61, 0xff, 0x62, 0xc3]) == #"a\xffb\xc3"#)
    #expect(SafeText.decoded([0xed, 0xa0, 0x80]) == #"\xed\xa0\x80"#)
    #expect(SafeText.decoded([0xe2, 0x82, 0x41]) == #"\xe2\x82A"#)
    #expect(SafeText.decoded([]) == "")
  }

  @Test("widths are terminal cells")
  func widths() {
    #expect(CellWidth.of("abc") == 3)
    #expect(CellWidth.of("商品") == 4)
    #expect(CellWidth.of("e\u{301}") == 1)
    #expect(CellWidth.of("👩") == 2)
    #expect(CellWidth.of("ｱ") == 1)
    #expect(CellWidth.of("Ａ") == 2)
    #expect(CellWidth.of("…") == 1)
  }

  @Test("long names are cut in the middle, to the cell")
  func cutting() {
    #expect(CellWidth.cutMiddle("ProductList", to: 11, mark: "…") == "ProductList")
    #expect(CellWidth.cutMiddle("ProductList", to: 7, mark: "…") == "Pro…ist")
    #expect(CellWidth.cutMiddle("ProductList", to: 7, mark: "...") == "Pr...st")
    #expect(CellWidth.cutMiddle("商品リスト", to: 6, mark: "…") == "商…ト")
    #expect(CellWidth.cutMiddle("ProductList", to: 1, mark: "...") == ".")
    #expect(CellWidth.cutEnd("ProductList", to: 5, mark: "…") == "Prod…")
    for width in 0..<14 {
      #expect(CellWidth.of(CellWidth.cutMiddle("商a品e\u{301}リスト", to: width, mark: "…")) <= width)
    }
  }
}
