extension StatementNormalizer {
  /// The place in the application that a comment by sqlcommenter names.
  ///
  /// Such a comment is `key='value',…` with keys and values percent-encoded and `\'` for a quote.
  var callSite: String? {
    guard let commentTags else { return nil }
    let tags = Self.tags(in: input[commentTags][...])
    if let route = tags["route"] { return route }
    guard let action = tags["action"] else { return tags["controller"] }
    return tags["controller"].map { "\($0)/\(action)" } ?? action
  }

  private static func tags(in bytes: ArraySlice<UInt8>) -> [String: String] {
    var tags: [String: String] = [:]
    var rest = bytes
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
      let key = decoded(rest[..<equals])
      rest = rest[(equals + 1)...]
      guard rest.first == UInt8(ascii: "'") else { break }
      rest = rest.dropFirst()
      var value: [UInt8] = []
      while let byte = rest.popFirst(), byte != UInt8(ascii: "'") {
        guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
          value.append(byte)
          continue
        }
        value.append(escaped)
      }
      if !key.isEmpty { tags[key] = decoded(value[...]) }
      guard let comma = rest.firstIndex(of: UInt8(ascii: ",")) else { break }
      rest = rest[(comma + 1)...]
    }
    return tags.filter { !$0.value.isEmpty }
  }

  /// Percent-decoded text without white space at its ends.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    var rest = bytes.drop { $0 <= 0x20 }
    while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        text.append(code)
        rest = rest.dropFirst(2)
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
