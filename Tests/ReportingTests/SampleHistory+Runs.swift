import Analysis
import MetricLog

extension SampleHistory {
  /// What may have been done to keep a history small: everything, nothing because of another run, and
  /// nothing because it was small enough.
  static var upkeeps: [HistoryUpkeep] {
    var everything = HistoryUpkeep()
    everything.removedDays = [Day(number: 19_997), Day(number: 19_998)]
    everything.rolledUpDays = [Day(number: 20_000)]
    everything.weeks = [Week(of: Day(number: 19_970))]
    everything.weeksLeft = [Week(of: Day(number: 19_977))]
    (everything.bytesBefore, everything.bytesAfter) = (4 << 30, 3 << 30)
    everything.budgetBytes = 2 << 30
    var postponed = HistoryUpkeep()
    postponed.isPostponed = true
    var small = HistoryUpkeep()
    (small.bytesBefore, small.bytesAfter, small.budgetBytes) = (1 << 30, 1 << 30, 2 << 30)
    return [everything, postponed, small]
  }

  /// Runs of 10,000 lines, and in what the last is out of line, which has so many rejected.
  ///
  /// One was killed and one calls itself something that a terminal would obey.
  static func runs(
    _ count: Int,
    rejected: Int64
  ) -> (runs: [RunRecord], outOfLine: [RunComparison.Row]) {
    var runs = (1...count).map { number in
      var figures = RunFigures()
      (figures.files, figures.lines) = (3, 10_000)
      (figures.storedBytes, figures.textBytes) = (1 << 28, 1 << 31)
      (figures.wallNanoseconds, figures.processorNanoseconds) = (12_345_678_901, 23_456_789_012)
      (figures.peakBytes, figures.threads, figures.historyBytes) = (150 << 20, 16, 2 << 30)
      if number == count { figures.rejected[Int(RejectionReason.nulBytes.rawValue)] = rejected }
      return RunRecord(
        number: Int64(number + 2),
        command: "analyze",
        version: "0.1.0",
        beganMicroseconds: Int64(number) * 86_400_000_000,
        exit: 0,
        figures: figures
      )
    }
    let last = runs[count - 1]
    let earlier = Array(runs.dropLast())
    let comparison = last.figures.map {
      RunComparison($0, command: "analyze", earlier: earlier).outliers
    }
    var hostile = RunRecord(
      number: 1,
      command: "\u{1B}[2J",
      version: "\u{1B}",
      beganMicroseconds: 0,
      exit: 70
    )
    let place = max(0, runs.count - 2)
    runs.insert(hostile, at: place)
    (hostile.number, hostile.command, hostile.exit) = (2, "analyze", nil)
    runs.insert(hostile, at: place)
    return (runs, comparison ?? [])
  }
}
