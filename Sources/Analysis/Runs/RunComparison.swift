internal import Statistics

/// A run held against the ones before it: `docs/METHODS.md`, "Runs out of line".
package struct RunComparison: Sendable, Equatable {
  /// What is looked at; more is worse.
  package enum Measure: String, CaseIterable, Sendable {
    /// Nanoseconds of wall time a byte of text.
    case time = "wall_ns_per_byte"
    /// The most memory held, in bytes.
    case memory = "peak_bytes"
    /// The part of the lines that were rejected.
    case rejected = "rejected_share"
    /// Records read more than once, as a part of the lines.
    case duplicates = "duplicate_share"

    /// Whether it follows from what was read, and not from the machine and its other work.
    package var isOfInput: Bool { self == .rejected || self == .duplicates }

    /// The value of a run; `nil` where it says nothing.
    package func value(_ figures: RunFigures) -> Double? {
      switch self {
      case .time:
        // Of less text it is the start of the program that is measured.
        figures.textBytes >= 1_000_000 && figures.wallNanoseconds > 0
          ? Double(figures.wallNanoseconds) / Double(figures.textBytes) : nil
      case .memory: figures.peakBytes > 0 ? Double(figures.peakBytes) : nil
      case .rejected: share(figures.rejectedLines, figures)
      case .duplicates: share(figures.duplicates, figures)
      }
    }

    private func share(_ count: Int64, _ figures: RunFigures) -> Double? {
      figures.lines > 0 ? Double(count) / Double(figures.lines) : nil
    }

    /// How much more than usual is worth telling at least: a second, 32 MiB, one line in a thousand.
    fileprivate func least(_ figures: RunFigures) -> Double {
      switch self {
      case .time: 1e9 / Double(max(1, figures.textBytes))
      case .memory: 33_554_432
      case .rejected, .duplicates: 0.001
      }
    }
  }

  /// One measure of the run.
  package struct Row: Sendable, Equatable {
    package var measure: Measure
    package var value: Double
    /// The median of the runs before.
    package var usual: Double
    /// Above it the run is out of line.
    package var bound: Double
    /// How many runs it was held against.
    package var runs: Int

    package var isOutOfLine: Bool { value > bound }
  }

  /// At most so many runs are looked at, and at least so many are needed.
  package static let mostRuns = 14
  package static let leastRuns = 5
  /// A run is out of line that has so many times the median, and is so many deviations above it.
  private static let leastRatio = 2.0
  private static let deviations = 5.0

  /// The measures that could be compared.
  package let rows: [Row]

  /// The measures in which the run is out of line.
  package var outliers: [Row] { rows.filter(\.isOutOfLine) }

  /// Holds a run against the latest runs of the same command.
  ///
  /// - Parameters:
  ///   - figures: The run's.
  ///   - command: Its command.
  ///   - earlier: The runs before it, in order; those that failed do not count.
  /// - Complexity: O(*n*), *n* being the runs.
  package init(_ figures: RunFigures, command: String, earlier: [RunRecord]) {
    let known = earlier.filter { $0.command == command && $0.isComparable }.compactMap(\.figures)
    rows = Measure.allCases.compactMap { measure in
      let values = known.compactMap(measure.value).suffix(Self.mostRuns)
      guard let value = measure.value(figures), values.count >= Self.leastRuns,
        let usual = Median.of(Array(values)),
        let deviation = Median.absoluteDeviation(of: Array(values))
      else { return nil }
      let spread = Median.normalConsistency * deviation
      return Row(
        measure: measure,
        value: value,
        usual: usual,
        bound: max(
          Self.leastRatio * usual,
          usual + Self.deviations * spread,
          usual + measure.least(figures)
        ),
        runs: values.count
      )
    }
  }
}
