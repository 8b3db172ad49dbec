import Analysis
import MetricLog
import Statistics
import TestSupport
import Testing

@Suite("A run against the runs before it")
struct RunComparisonTests {
  private static func figures(
    seconds: Double = 10,
    megabytes: Int64 = 500,
    memory: Int64 = 150 << 20,
    rejected: Int64 = 0,
    duplicates: Int64 = 0
  ) -> RunFigures {
    var figures = RunFigures()
    figures.textBytes = megabytes * 1_000_000
    figures.lines = 1_000_000
    figures.wallNanoseconds = Int64(seconds * 1e9)
    figures.peakBytes = memory
    figures.rejected[Int(RejectionReason.invalidJSON.rawValue)] = rejected
    figures.duplicates = duplicates
    return figures
  }

  private static func runs(_ figures: [RunFigures], exit: Int32? = 0) -> [RunRecord] {
    figures.enumerated().map { place, figures in
      RunRecord(
        number: Int64(place + 1),
        command: "analyze",
        version: "1",
        beganMicroseconds: Int64(place),
        exit: exit,
        figures: figures
      )
    }
  }

  private static func outliers(_ figures: RunFigures, _ earlier: [RunRecord]) -> Set<String> {
    let comparison = RunComparison(figures, command: "analyze", earlier: earlier)
    return Set(comparison.outliers.map(\.measure.rawValue))
  }

  /// Runs that take a few per cent more or less than another.
  private static let usual = runs(
    [9.8, 10.1, 10, 10.2, 9.9, 10.3, 10].map { figures(seconds: $0, rejected: Int64($0)) }
  )

  @Test("is as usual when it is not far above them, and whenever it is better")
  func usual() {
    #expect(Self.outliers(Self.figures(), Self.usual) == [])
    #expect(Self.outliers(Self.figures(seconds: 19), Self.usual) == [])
    let better = Self.figures(seconds: 1, memory: 1, rejected: 0)
    #expect(Self.outliers(better, Self.usual) == [])
  }

  @Test("is out of line in what is more than twice the median")
  func outOfLine() throws {
    let slow = Self.figures(seconds: 21)
    #expect(Self.outliers(slow, Self.usual) == ["wall_ns_per_byte"])
    let large = Self.figures(memory: 301 << 20)
    #expect(Self.outliers(large, Self.usual) == ["peak_bytes"])
    #expect(Self.outliers(Self.figures(rejected: 1100), Self.usual) == ["rejected_share"])
    #expect(Self.outliers(Self.figures(duplicates: 1001), Self.usual) == ["duplicate_share"])
    let row = try #require(
      RunComparison(slow, command: "analyze", earlier: Self.usual).outliers.first
    )
    #expect(row.usual == 10.0 / 0.5 && row.value == 21.0 / 0.5 && row.runs == 7)
    // A day of half the size takes half the time: what counts is the time a byte.
    #expect(Self.outliers(Self.figures(seconds: 11, megabytes: 250), Self.usual) != [])
    #expect(Self.outliers(Self.figures(seconds: 40, megabytes: 2000), Self.usual) == [])
  }

  @Test("is not out of line by little, however many times the median that is")
  func little() {
    #expect(Self.outliers(Self.figures(rejected: 900), Self.usual) == [])
    let small = Self.runs((0..<6).map { _ in Self.figures(seconds: 0.01, megabytes: 1) })
    #expect(Self.outliers(Self.figures(seconds: 0.9, megabytes: 1), small) == [])
    #expect(Self.outliers(Self.figures(seconds: 1.1, megabytes: 1), small) == ["wall_ns_per_byte"])
  }

  @Test("needs five runs of the same command that read what they were to read")
  func fewRuns() {
    let slow = Self.figures(seconds: 100)
    #expect(Self.outliers(slow, Array(Self.usual.prefix(4))) == [])
    #expect(Self.outliers(slow, Array(Self.usual.prefix(5))) == ["wall_ns_per_byte"])
    let imports = Self.usual.map { run in
      var run = run
      run.command = "history import"
      return run
    }
    #expect(RunComparison(slow, command: "analyze", earlier: imports).rows.isEmpty)
    for exit in [nil, 2, 4, 70] as [Int32?] {
      let failed = Self.runs(Self.usual.compactMap(\.figures), exit: exit)
      #expect(RunComparison(slow, command: "analyze", earlier: failed).rows.isEmpty)
    }
  }

  @Test("follows the median and the deviation of the last fourteen, computed slowly")
  func reference() throws {
    var random = SeededGenerator(seed: 40)
    for _ in 0..<200 {
      let count = 1 + random.below(30)
      let earlier = Self.runs(
        (0..<count).map { _ in
          Self.figures(
            seconds: 1 + Double(random.below(1000)) / 37,
            memory: Int64(random.below(400) + 1) << 20,
            rejected: Int64(random.below(5000))
          )
        }
      )
      let run = Self.figures(seconds: Double(1 + random.below(90)), rejected: 7000)
      let rows = RunComparison(run, command: "analyze", earlier: earlier).rows
      #expect(rows.isEmpty == (count < 5))
      for row in rows {
        let values = earlier.suffix(14).compactMap { $0.figures.flatMap(row.measure.value) }
        let median = Self.median(values)
        let deviation = Self.median(values.map { abs($0 - median) }) * 1.4826
        let bound = max(2 * median, median + 5 * deviation)
        #expect(row.usual == median && row.runs == values.count)
        #expect(row.bound >= bound && row.isOutOfLine == (row.value > row.bound))
        if row.measure == .memory { #expect(row.bound == max(bound, median + 33_554_432)) }
      }
    }
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let upper = sorted[sorted.count / 2]
    guard sorted.count % 2 == 0 else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    return lower + (upper - lower) / 2
  }

  @Test("is stored in as many bytes whatever it took, and read back as it was")
  func stored() throws {
    var figures = Self.figures(seconds: 1e-9, rejected: 3, duplicates: 5)
    figures.rejected[Int(RejectionReason.nulBytes.rawValue)] = .max
    (figures.files, figures.storedBytes, figures.newRecords) = (2, 77, .max)
    let bytes = figures.encoded()
    #expect(try RunFigures(encoded: bytes) == figures)
    figures.wallNanoseconds = .max
    (figures.threads, figures.historyBytes, figures.processorNanoseconds) = (1024, 1 << 40, 1 << 50)
    let others = figures.encoded()
    #expect(others.count == bytes.count && others != bytes)
    #expect(try RunFigures(encoded: others) == figures)
  }

  @Test("whose stored bytes are damaged is an error, and never a crash")
  func damaged() {
    let sound = Self.figures(rejected: 3).encoded()
    for count in 0..<sound.count {
      #expect(throws: ByteCodingError.self) { try RunFigures(encoded: Array(sound.prefix(count))) }
    }
    #expect(throws: ByteCodingError.self) { try RunFigures(encoded: sound + [0]) }
    #expect(throws: ByteCodingError.self) { try RunFigures(encoded: [9] + sound.dropFirst()) }
    var random = SeededGenerator(seed: 41)
    for _ in 0..<2000 {
      var bytes = sound
      bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
      _ = try? RunFigures(encoded: bytes)
    }
  }
}
