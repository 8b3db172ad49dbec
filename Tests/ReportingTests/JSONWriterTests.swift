import Reporting
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
  private func line(_ value: JSONValue) -> String {
    String(decoding: JSONWriter.line(value), as: UTF8.self)
  }

  @Test("strings are escaped where JSON or a terminal asks for it")
  func strings() {
    #expect(line(.string("a\"\\/\n\r\t")) == #""a\"\\/\n\r\t""# + "\n")
    #expect(line(.string("\u{0}\u{8}\u{1f}\u{7f}")) == #""\u0000\u0008\u001f\u007f""# + "\n")
    #expect(line(.string("\u{2028}\u{2029}\u{202e}")) == #""\u2028\u2029\u202e""# + "\n")
    #expect(line(.string("größe 商品 😀")) == "\"größe 商品 😀\"\n")
    #expect(line(.string("\u{e0041}")) == #""\udb40\udc41""# + "\n")
  }

  @Test("members keep their order, and short values stay on one line")
  func layout() {
    let short = JSONValue.object([("b", .number("1")), ("a", .array([.null, .boolean(true)]))])
    #expect(
      String(decoding: JSONWriter.document(short), as: UTF8.self)
        == "{\"b\": 1, \"a\": [null, true]}\n"
    )
    let long = JSONValue.object([("x", short), ("y", .string(String(repeating: "-", count: 90)))])
    let text = String(decoding: JSONWriter.document(.array([long])), as: UTF8.self)
    #expect(text.hasPrefix("[\n  {\n    \"x\": {\"b\": 1, \"a\": [null, true]},\n    \"y\": \"--"))
    #expect(text.hasSuffix("--\"\n  }\n]\n"))
  }
}
