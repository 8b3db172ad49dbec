import Analysis
import MetricLog
import Reporting
import Testing

/// Every number that the text shows must be one of the report's, rounded and in some unit.
@Suite("Numbers of the text report")
struct NumberTruthTests {
  @Test("every number in the text comes from the report")
  func truth() throws {
    let report = SampleReport.normal
    let known = KnownNumbers(report)
    let text = withoutNames(TextRenderer(TextOptions(width: 240)).render(report), known.names)
    let pattern =
      /(?<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?<unit> ?(?:ns|µs|ms|min|[kKMGTPE]?i?B|[smhdkMGTPE%]))?\b/
    var count = 0
    for match in text.matches(of: pattern.matchingSemantics(.unicodeScalar)) {
      count += 1
      let isKnown = known.contains(String(match.number), unit: String(match.unit ?? ""))
      #expect(isKnown, "\(match.output.0) is not in the report")
    }
    #expect(count > 200)
    #expect(!known.contains("12345.6", unit: ""))
  }

  /// The text without what holds digits and is no number: names, dates, labels and explanations.
  private func withoutNames(_ text: String, _ names: Set<String>) -> String {
    var text = text
    for reason in RejectionReason.allCases { text = text.replacing(reason.explanation, with: "") }
    for name in names.sorted(by: { $0.count > $1.count }) { text = text.replacing(name, with: "") }
    text = text.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}-[0-9]{2} (?=[0-9]{2}:)/, with: "")
    text = text.replacing(/\b[0-9]{2}:[0-9]{2}(:[0-9]{2})?\b/, with: "")
    return text.replacing(/\bp(50|90|95|99)\b/, with: "")
  }
}

/// The numbers and names that stand somewhere in a report, means and rates included.
private struct KnownNumbers {
  private(set) var names: Set<String> = []
  private var numbers: [Double] = []

  init(_ report: Report) {
    collect(report)
    // Rows that are counted and columns that are shown from 1 are no fields of their own.
    numbers.append(Double(report.input.files.count))
    numbers += report.input.rejectedLines.map { Double($0.column + 1) }
    names.formUnion(report.input.rejectedLines.map { SafeText.decoded($0.excerpt) })
    let total = report.input.total
    numbers += [Double(total.acceptedLines), Double(total.rejectedLines)]
    numbers.append(Double(total.rejectedLines) / Double(total.lines))
    numbers.append(1)
    // Findings are numbered, and counted by severity.
    numbers += report.findings.indices.map { Double($0 + 1) }
  }

  /// Whether a number as it is shown is one of these, to within its last digit.
  func contains(_ shown: String, unit: String) -> Bool {
    guard let value = Double(shown.replacing(",", with: "")) else { return false }
    let decimals = shown.split(separator: ".").dropFirst().first?.count ?? 0
    let step = (0..<decimals).reduce(1.0) { step, _ in step / 10 }
    return Self.factors(unit).contains { factor in
      numbers.contains { abs($0 / factor - value) <= step / 2 * 1.000001 }
    }
  }

  /// What one of a unit is in base units: nanoseconds, bytes, counts, shares.
  private static func factors(_ unit: String) -> [Double] {
    switch unit.replacing(" ", with: "") {
    case "ns", "B", "": [1]
    case "µs": [1e3]
    case "ms": [1e6]
    case "s": [1e9, 1e3]
    case "min": [60e9]
    case "h": [3600e9]
    case "d": [86_400e9]
    case "k": [1e3]
    case "M": [1e6]
    case "KiB": [1024]
    case "MiB": [1_048_576]
    case "GiB": [1_073_741_824]
    case "%": [0.01, 1000]
    default: []
    }
  }

  private mutating func collect(_ value: Any) {
    switch value {
    case let number as Int64: numbers.append(Double(abs(number)))
    case let number as Int: numbers.append(Double(abs(number)))
    case let number as UInt64: numbers.append(Double(number))
    case let number as Double: numbers.append(number)
    case let name as String where name.contains(where: \.isNumber): names.insert(name)
    default:
      collectRatios(value)
      for child in Mirror(reflecting: value).children { collect(child.value) }
    }
  }

  /// What a report derives from its own fields.
  private mutating func collectRatios(_ value: Any) {
    let ratios: [Double?] =
      switch value {
      case let metrics as Metrics: [metrics.errorRate]
      case let duration as DurationSummary: [duration.mean]
      case let count as CountSummary: [count.mean]
      case let database as DatabaseMetrics:
        [database.meanNanoseconds, database.meanWaitNanoseconds]
      case let cache as CacheCounts: [cache.hitRate]
      case let memory as MemoryMetrics: [memory.meanDeltaBytes]
      case let statement as StatementReport:
        [statement.countPerRequest, statement.nanosecondsPerRequest]
      case let field as FieldReport: [field.callsPerRequest, field.nanosecondsPerRequest]
      case let slice as SliceReport: [slice.meanNanoseconds]
      case let pool as PoolReport: [pool.exhaustedShare]
      case let time as TimeDecomposition:
        [time.database, time.wait, time.fields, time.unexplained].map {
          Double($0) / Double(time.total)
        }
      case let common as CommonValue: [common.coverage]
      case let bar as HistogramBar: [Double(bar.lowerNanoseconds) * 2]
      default: []
      }
    numbers += ratios.compactMap { $0 }
  }
}
