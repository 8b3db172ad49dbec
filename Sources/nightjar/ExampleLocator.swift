internal import Analysis
internal import LogReading

/// Says in which file and line example requests stand, by reading the logs once more.
struct ExampleLocator {
  private let paths: [String]
  private let options: ReadOptions
  /// What was looked for and where it was found, so that several outputs of a run read once.
  private var searched: Set<LineFinder.Record> = []
  private var found: [LineFinder.Record: LineFinder.Place] = [:]

  /// - Parameters:
  ///   - inputs: The inputs of the run; of them digests and standard input cannot be looked through.
  ///   - options: How logs are read.
  init(_ inputs: [String], _ options: ReadOptions) {
    paths = InputFinder.find(inputs).logs
    self.options = options
  }

  /// Completes the examples of findings.
  mutating func locate(_ findings: inout [Finding]) {
    let places = places(findings.flatMap(\.examples))
    for index in findings.indices {
      for example in findings[index].examples.indices {
        findings[index].examples[example].complete(places)
      }
    }
  }

  /// Completes the examples of a report's findings and alerts.
  mutating func locate(_ report: inout Report) {
    let alerts = report.logAlerts?.alerts ?? []
    let places = places(report.findings.flatMap(\.examples) + alerts.compactMap(\.example))
    for index in report.findings.indices {
      for example in report.findings[index].examples.indices {
        report.findings[index].examples[example].complete(places)
      }
    }
    for index in alerts.indices { report.logAlerts?.alerts[index].example?.complete(places) }
  }

  private mutating func places(
    _ examples: [RequestExample]
  ) -> [LineFinder.Record: LineFinder.Place] {
    let wanted = Set(examples.map(\.record)).subtracting(searched)
    if !wanted.isEmpty {
      searched.formUnion(wanted)
      found.merge(LineFinder(paths: paths, options: options).places(of: wanted)) { $1 }
    }
    return found
  }
}

extension RequestExample {
  /// The record that it is of.
  fileprivate var record: LineFinder.Record {
    LineFinder.Record(writer: writer, seq: seq, timeMicroseconds: timeMicroseconds)
  }

  fileprivate mutating func complete(_ places: [LineFinder.Record: LineFinder.Place]) {
    guard let place = places[record] else { return }
    (file, line) = (place.path, place.line)
  }
}
