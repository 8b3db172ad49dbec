internal import Analysis
internal import Foundation
internal import MetricLog

/// What may be written for a key.
package indirect enum SettingType: Sendable {
  /// `true` or `false`.
  case flag
  case number(ClosedRange<Double>)
  /// A whole number.
  case count(ClosedRange<Int>)
  /// A number of bytes, such as `2GB`; the value is a number.
  case size
  case text
  /// A path, which is taken from the folder of the file that it stands in.
  case path
  /// The identifier of a time zone, such as `Europe/Berlin`.
  case timeZone
  /// A day such as 2026-11-22.
  case day
  /// Where a secret is found: `env:NAME` or `file:PATH`, the path as for ``path``.
  case secret
  /// One of a few words.
  case word([String])
  /// A list of some of a few words.
  case words([String])
  case texts
  case paths
  /// A list of mappings, each with keys of its own.
  case entries([SettingKey])

  /// Whether it takes a list.
  package var isList: Bool {
    switch self {
    case .words, .texts, .paths, .entries: true
    case .flag, .number, .count, .size, .text, .path, .timeZone, .secret, .day, .word: false
    }
  }

  /// What may be written, in words.
  package var expectation: String {
    switch self {
    case .flag: "true or false"
    case .number(let range): "a number" + Self.text(range)
    case .count(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .size: "a size such as 2GB, 500MB or 1.5GiB"
    case .text: "a text"
    case .path: "a path"
    case .timeZone: "a time zone such as Europe/Berlin or UTC"
    case .day: "a day such as 2026-11-22"
    case .secret: "env:NAME or file:PATH, for a secret does not belong into settings"
    case .word(let words): words.joined(separator: ", ")
    case .words(let words): "a list of \(words.joined(separator: ", "))"
    case .texts: "a list of texts"
    case .paths: "a list of paths"
    case .entries(let keys): "a list of mappings with \(keys.map(\.path).joined(separator: ", "))"
    }
  }

  private static func text(_ range: ClosedRange<Double>) -> String {
    if range.lowerBound <= -1e15 { return "" }
    let low = SettingValue.number(range.lowerBound).text
    return range.upperBound >= 1e15
      ? " of \(low) or more" : " from \(low) to \(SettingValue.number(range.upperBound).text)"
  }

  /// The value that a text stands for; `nil` when it may not be written, and for lists.
  package func value(of text: String) -> SettingValue? {
    switch self {
    case .flag: ["true": true, "false": false][text].map { .flag($0) }
    case .number(let range): Self.number(text).flatMap { range.contains($0) ? .number($0) : nil }
    case .count(let range):
      Int(text).flatMap { range.contains($0) ? .number(Double($0)) : nil }
    case .size: ByteSize(text).flatMap { $0.bytes > 0 ? .number(Double($0.bytes)) : nil }
    case .text, .path: text.isEmpty ? nil : .text(text)
    case .timeZone: TimeZone(identifier: text) == nil ? nil : .text(text)
    case .day: Day(text) == nil ? nil : .text(text)
    case .secret: Self.isSecretPlace(text) ? .text(text) : nil
    case .word(let words): words.contains(text) ? .text(text) : nil
    case .words, .texts, .paths, .entries: nil
    }
  }

  /// A number as people write it; `Double` alone would take `nan`, `inf` and hexadecimal digits.
  private static func number(_ text: String) -> Double? {
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    return isPlain ? Double(text).flatMap { $0.isFinite ? $0 : nil } : nil
  }

  /// The type of a list's elements; `nil` when it is no list of single values.
  var element: SettingType? {
    switch self {
    case .words(let words): .word(words)
    case .texts: .text
    case .paths: .path
    case .flag, .number, .count, .size, .text, .path, .timeZone, .secret, .day, .word, .entries:
      nil
    }
  }

  /// Whether a wrong value may be a secret, which must not be repeated.
  var isConfidential: Bool { if case .secret = self { true } else { false } }

  private static func isSecretPlace(_ text: String) -> Bool {
    ["env:", "file:"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
  }
}
