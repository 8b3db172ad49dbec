package import MetricLog
internal import Synchronization

/// Takes the batches of one worker; each worker has a sink of its own.
package protocol BatchSink: SendableMetatype {
  /// Takes the records of some blocks, and may change the batch: it is emptied afterwards.
  mutating func take(_ batch: inout RecordBatch)

  /// Called once, behind the worker's last batch.
  mutating func finish()
}

/// What reading gave beside the records: the accounts of the inputs.
package struct ReadResult: Sendable {
  /// One account an input, in the order the inputs were given.
  package var accounts: [FileAccount] = []
  /// The kept rejected lines, by input and line.
  package var rejectedLines: [RejectedLine] = []
}

/// How far reading has come; may be looked at from anywhere.
package final class ReadProgress: Sendable {
  private let stored = Atomic<Int64>(0)

  package init() {}

  /// Bytes of the inputs, as stored, that have been read so far.
  package var storedBytes: Int64 { stored.load(ordering: .relaxed) }

  func add(_ bytes: Int64) { stored.add(bytes, ordering: .relaxed) }
}

/// Reads metric logs: files are found, inflated, cut into lines, scanned, and handed on in batches.
///
/// Every worker takes the next file as long as there is one, then helps with the files that others
/// have open. A block is inflated under its stretch's lock and scanned outside it by the same worker,
/// so one large file keeps two cores busy and a block stays in the cache of the core that filled it.
/// A gzip file whose members say how long they are has a stretch for each of them, so that several
/// are inflated at the same time.
package struct LogReader: Sendable {
  private let paths: [String]
  private let options: ReadOptions
  private let progress: ReadProgress

  /// Prepares to read inputs; `-` is standard input.
  ///
  /// Directories are not looked into here.
  package init(paths: [String], options: ReadOptions, progress: ReadProgress = ReadProgress()) {
    self.paths = paths
    self.options = options
    self.progress = progress
  }

  /// Reads everything and returns the accounts; an input that cannot be read does not stop others.
  ///
  /// - Parameters:
  ///   - onRejection: Called for every rejected line, which is then not kept. Order and line
  ///     numbers are right when one thread reads one input, else neither.
  ///   - makeSink: Called once in every worker.
  /// - Returns: The accounts of the inputs.
  package func read<Sink: BatchSink>(
    onRejection: (@Sendable (RejectedLine) -> Void)? = nil,
    _ makeSink: @escaping @Sendable () -> Sink
  ) async -> ReadResult {
    let queue = InputQueue(paths: paths, options: options)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, options.threads) {
        group.addTask { work(on: queue, makeSink(), onRejection) }
      }
    }
    return queue.result()
  }

  private func work(
    on queue: InputQueue,
    _ sink: some BatchSink,
    _ onRejection: (@Sendable (RejectedLine) -> Void)?
  ) {
    let kept = onRejection == nil ? options.rejectionsKept : .max
    var scanner = LineScanner()
    var sink = sink
    var block = LineBlock()
    while let input = queue.nextInput() {
      while let stretch = input.nextStretch() {
        while stretch.next(&block, progress) {
          let tally = scanner.scan(block, options: options, kept: kept)
          stretch.add(tally, block: block.index, onRejection)
          if scanner.batch.rowCount >= options.batchRows || Self.hasManyNames(scanner.batch) {
            Self.handOver(&scanner, &sink)
          }
        }
      }
    }
    Self.handOver(&scanner, &sink)
    sink.finish()
  }

  /// Gives the batch to the sink and empties it.
  private static func handOver(_ scanner: inout LineScanner, _ sink: inout some BatchSink) {
    sink.take(&scanner.batch)
    if hasManyNames(scanner.batch) {
      scanner.forgetNames()
    } else {
      scanner.batch.removeRows()
    }
  }

  /// Whether a worker is to start its table anew, so that a flood of names stays bounded.
  ///
  /// Rejected lines leave names, too, and a few names make many sources.
  private static func hasManyNames(_ batch: borrowing RecordBatch) -> Bool {
    batch.symbols.count > nameLimit || batch.symbols.byteCount > nameByteLimit
      || batch.sources.count > nameLimit
  }

  private static let nameLimit = 1 << 16
  private static let nameByteLimit = 8 << 20
}
