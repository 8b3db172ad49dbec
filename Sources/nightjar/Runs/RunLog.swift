internal import Analysis
internal import ArgumentParser
internal import History
internal import MetricLog
internal import Reporting
internal import Synchronization

/// A run's account of itself, kept in the history that it records in.
final class RunLog: Sendable {
  /// So long the end of a run waits to be noted while another run records.
  private static let waitSeconds = 2.0

  private let store: HistoryStore
  private let command: String
  private let threads: Int
  private let number: Int64
  private let meter = RunMeter()
  private let figures = Mutex<RunFigures?>(nil)

  /// Notes that a run begins.
  ///
  /// - Throws: ``HistoryError``.
  init(_ store: HistoryStore, command: String, threads: Int) throws {
    (self.store, self.command, self.threads) = (store, command, threads)
    number = try store.beginRun(
      command: command,
      version: Nightjar.configuration.version,
      now: Timestamp.now
    )
  }

  /// What was read, and what it took until now.
  ///
  /// The history's bytes are known once the run has ended.
  func record(_ input: InputReport, newRecords: Int64) -> HistoryRecording.Run {
    let figures = measured(RunFigures(input, newRecords: newRecords))
    self.figures.withLock { $0 = figures }
    return HistoryRecording.Run(number: number, figures: figures)
  }

  private func measured(_ figures: RunFigures) -> RunFigures {
    var figures = figures
    figures.wallNanoseconds = meter.wallNanoseconds
    (figures.processorNanoseconds, figures.peakBytes) = RunMeter.usage()
    figures.threads = Int64(threads)
    return figures
  }

  /// The run, as far as it has come, against the runs before it; `nil` when there is nothing to compare.
  func comparison() -> RunComparison? {
    // What earlier runs have left behind must not stop this one; `history verify` names what is wrong.
    guard let figures = figures.withLock({ $0 }).map(measured), let runs = try? store.runs() else {
      return nil
    }
    let earlier = runs.filter { $0.number < number }
    return RunComparison(figures, command: command, earlier: earlier)
  }

  /// Says on standard error in what the run's time and memory are out of line.
  func tellWhatIsOutOfLine() {
    let words = RunText(unicode: false)
    for row in comparison()?.outliers ?? [] where !row.measure.isOfInput {
      StandardError.write("nightjar: \(words.sentence(row)); see nightjar history runs\n")
    }
  }

  /// Notes how the run ends; when another run records meanwhile, the history goes without.
  func end(exit: Int32) {
    var last = figures.withLock { $0 }.map(measured)
    last?.historyBytes = (try? self.store.size()) ?? 0
    let store = try? HistoryStore(
      path: store.path,
      for: .reading,
      waitSeconds: Self.waitSeconds
    )
    try? store?.endRun(number, exit: exit, last)
  }
}

extension HistoryInForce {
  /// Runs a body as a run that the history knows, however it ends; without a history, just so.
  func keepingRun(
    _ command: String,
    threads: Int,
    _ body: (RunLog?) async throws -> Void
  ) async throws {
    guard let store = try open(for: .recording) else { return try await body(nil) }
    let log = try RunLog(store, command: command, threads: threads)
    do {
      try await body(log)
    } catch {
      log.end(exit: Failure.exitCode(of: error))
      throw error
    }
    log.end(exit: 0)
  }
}
