import Analysis
import Foundation
import MetricLog
import Reporting
import Testing

/// Every number of the page, the text and the Markdown must be one of the JSON report: the same, in
/// another unit, or derived by one of the rules of ``JSONNumbers``; rounded to the digits shown.
@Suite("Numbers of every format")
struct JSONTruthTests {
  @Test("are in the JSON report")
  func truth() throws {
    let report = SampleReport.withTrends
    let known = try JSONNumbers(JSONRenderer().render(report))
    let options = DocumentOptions(logs: ["logs"])
    let page = try PageReader(
      String(decoding: HTMLRenderer(options).render(report), as: UTF8.self)
    ).text
    let texts = [
      (page, 700), (TextRenderer(TextOptions(width: 240)).render(report), 200),
      (MarkdownRenderer(options).render(report).replacing("\\", with: ""), 60),
    ]
    for (text, least) in texts {
      let unknown = known.unknown(in: text)
      #expect(unknown.numbers.isEmpty, "not in the JSON report: \(unknown.numbers)")
      #expect(unknown.checked > least)
    }
  }

  @Test("would be missed if they were not")
  func failing() throws {
    let known = try JSONNumbers(JSONRenderer().render(SampleReport.withTrends))
    #expect(known.unknown(in: "1,234.5 ms and 77.77%").numbers == ["1,234.5 ms", "77.77%"])
  }
}

/// The numbers that stand in a JSON report, and those that follow from them by a stated rule.
private struct JSONNumbers {
  private var numbers: Set<Double> = []
  /// The same, the smallest first.
  private var sorted: [Double] = []
  private var names: Set<String> = []

  init(_ json: [UInt8]) throws {
    collect(try JSONSerialization.jsonObject(with: Data(json)))
    // Lists are numbered from 1 and columns are shown from 1; a whole is 100 %.
    numbers.insert(1)
    sorted = numbers.map { abs($0) }.sorted()
  }

  /// The numbers of a text that are not known, and how many there were in all.
  func unknown(in text: String) -> (numbers: [String], checked: Int) {
    let pattern =
      /(?<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?<unit> ?(?:ns|µs|ms|min|%|[kKMGTPE]?i?B|[smhdkMGTPE]))?\b/
    var unknown: [String] = []
    var checked = 0
    for match in withoutNames(text).matches(of: pattern.matchingSemantics(.unicodeScalar)) {
      checked += 1
      guard !contains(String(match.number), unit: String(match.unit ?? "")) else { continue }
      unknown.append(String(match.output.0))
    }
    return (unknown, checked)
  }

  /// Whether a number as it is shown is known, to within its last digit.
  private func contains(_ shown: String, unit: String) -> Bool {
    guard let value = Double(shown.replacing(",", with: "")) else { return false }
    let decimals = shown.split(separator: ".").dropFirst().first?.count ?? 0
    let half = (0..<decimals).reduce(0.5) { half, _ in half / 10 } * 1.000001
    return Self.factors(unit).contains { factor in
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < (value - half) * factor { low = middle + 1 } else { high = middle }
      }
      return low < sorted.count && sorted[low] <= (value + half) * factor
    }
  }

  /// What one of a unit is in milliseconds, bytes, counts or parts.
  private static func factors(_ unit: String) -> [Double] {
    switch unit.replacing(" ", with: "") {
    case "ns": [1e-6]
    case "µs": [1e-3]
    case "", "ms", "B": [1]
    case "s": [1e3]
    case "min": [60e3]
    case "h": [3600e3]
    case "d": [86_400e3]
    case "k": [1e3]
    case "M": [1e6]
    case "KiB": [1024]
    case "MiB": [1_048_576]
    case "GiB": [1_073_741_824]
    case "%": [0.01, 1]
    default: []
    }
  }

  /// The text without what holds digits and is no number: names, dates, labels and explanations.
  private func withoutNames(_ text: String) -> String {
    var text = text
    let explanations = RejectionReason.allCases.map(\.explanation)
    for name in explanations + names.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      text = text.replacingOccurrences(of: name, with: "", options: .literal)
    }
    text = text.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}|\b[0-9]{2}-[0-9]{2} (?=[0-9]{2}:)/, with: "")
    text = text.replacing(/\b[0-9]{2}:[0-9]{2}(:[0-9]{2})?\b/, with: "")
    // The levels of intervals and of significance are words of ours.
    return text.replacing(/\bp(50|90|95|99)\b|95 %:|interval of 95 %|under 0\.1 %/, with: "")
  }

  // MARK: - Rules

  private mutating func collect(_ value: Any) {
    switch value {
    case let number as NSNumber: numbers.insert(number.doubleValue)
    case let name as String where name.contains(where: \.isNumber): names.insert(name)
    case let array as [Any]:
      // Rows are counted, and those beyond a limit are counted as well.
      numbers.formUnion((0...array.count).map { Double($0) })
      array.forEach { collect($0) }
    case let object as [String: Any]:
      derive(from: object)
      object.values.forEach { collect($0) }
    default: break
    }
  }

  /// A quotient of two members, and what else is shown of an object without being in it.
  private mutating func derive(from object: [String: Any]) {
    func number(_ key: String) -> Double? { (object[key] as? NSNumber)?.doubleValue }
    for (dividend, divisor) in [
      ("requests_with_errors", "requests"), ("count", "requests"), ("calls", "requests"),
      ("time_ms", "requests"), ("exhausted", "samples"), ("slow", "slow_total"),
      ("rejected", "lines"),
    ] {
      guard let above = number(dividend), let below = number(divisor), below > 0 else { continue }
      numbers.insert(above / below)
    }
    // Bars reach to twice their beginning.
    if let from = number("from_ms") { numbers.insert(from * 2) }
    if let hits = number("hits"), let misses = number("misses") { numbers.insert(hits + misses) }
    let parts = ["database_ms", "wait_ms", "fields_ms", "unexplained_ms"].compactMap(number)
    let total = parts.reduce(0, +)
    if parts.count == 4, total > 0 { numbers.formUnion(parts.map { $0 / total }) }
  }
}
