internal import MetricLog

extension DigestLimits {
  /// The limits of a week's digest: as many names as ever, and stretches for seven days of them, so that
  /// days stay apart that did so in digests of their own.
  package static let week: DigestLimits = {
    var limits = DigestLimits()
    limits.cells *= 8
    limits.breakdowns *= 8
    limits.eventCells *= 8
    return limits
  }()
}

extension Digest {
  /// Whether the requests of each day can be told from those of others.
  package var tellsDaysApart: Bool {
    periods.cells.stretchHours <= 24 && periods.breakdowns.stretchHours <= 24
  }

  /// The requests and deploys of one day, from a settled digest that tells days apart.
  ///
  /// What is kept of operations over all days together (samples, examples, sketches of statements) is
  /// not divided, and neither are processes, texts and the records counted: a part is for figures.
  ///
  /// - Complexity: O(*c*), *c* being the digest's cells and breakdowns.
  package func part(of day: Day) -> Digest {
    var part = self
    let first = day.number.multipliedReportingOverflow(by: 24).partialValue
    let hours = first..<(first &+ 24)
    part.operations.select { operation in
      operation.cells.removeAll { !hours.contains($0.stretch) }
      operation.breakdowns.removeAll { !hours.contains($0.stretch) }
      return !operation.cells.isEmpty
    }
    part.deploys.select { Day(ofMicroseconds: $0.timeMicroseconds) == day }
    return part
  }
}
