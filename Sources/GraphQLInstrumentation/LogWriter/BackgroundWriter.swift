internal import Synchronization

/// The writer's thread: empties the queue into the files until it is told to close.
final class BackgroundWriter: Sendable {
  let queue: RecordQueue
  private let output: Mutex<LogOutput>
  private let published: Mutex<LogWriter.Statistics>
  private let flushInterval: Duration

  init(_ output: sending LogOutput) {
    let configuration = output.configuration
    queue = RecordQueue(limitBytes: configuration.queueBytes)
    flushInterval = configuration.flushInterval
    published = Mutex(output.statistics)
    self.output = Mutex(output)
  }

  /// What became of the records, as of the last round.
  var statistics: LogWriter.Statistics {
    var statistics = published.withLock { $0 }
    statistics.recordsDropped += queue.totalDropped
    return statistics
  }

  /// Works until the queue is told to close.
  func run() {
    // Nobody else takes this lock; it is what makes the output's use by this thread alone checkable.
    output.withLock { run($0) }
  }

  private func run(_ output: LogOutput) {
    var batch = Batch()
    while true {
      let requests = queue.takeRequests()
      output.unreportedDrops += requests.dropped
      if requests.areUrgent || output.writing.isDue { drain(&batch, into: output) }
      output.endRound()
      if requests.isClosing { return close(output, batch, requests) }
      published.withLock { $0 = output.statistics }
      for whenDone in requests.flushed { whenDone() }
      rest(output)
    }
  }

  /// Records that were taken from the queue, and how far they are written.
  private struct Batch {
    var records: [LogRecord] = []
    var written = 0
    /// What the queue counts them as.
    var bytes = 0
  }

  /// Writes what was taken before, and then what is in the queue now: no more than that, so that
  /// callers who write without pause do not keep those waiting who want a flush.
  private func drain(_ batch: inout Batch, into output: LogOutput) {
    guard finish(&batch, output) else { return }
    batch.bytes = queue.take(&batch.records)
    _ = finish(&batch, output)
  }

  /// Writes what is left of a batch; `false` if the system does not take it.
  private func finish(_ batch: inout Batch, _ output: LogOutput) -> Bool {
    batch.written = output.write(batch.records, from: batch.written)
    guard batch.written == batch.records.count else { return false }
    queue.release(batch.bytes)
    batch.records.removeAll(keepingCapacity: true)
    (batch.written, batch.bytes) = (0, 0)
    return true
  }

  /// Sleeps until the next flush; compresses instead if there is something to compress.
  private func rest(_ output: LogOutput) {
    if !output.closedFiles.isEmpty {
      output.compressStep()
    } else if let remaining = output.writing.remaining {
      queue.wait(remaining)
    } else {
      queue.wait(flushInterval)
    }
  }

  private func close(
    _ output: LogOutput,
    _ batch: Batch,
    _ requests: RecordQueue.Requests
  ) {
    let (late, left) = queue.close()
    output.unreportedDrops += late.dropped
    output.close(unwritten: batch.records.count - batch.written + left)
    published.withLock { $0 = output.statistics }
    for whenDone in requests.flushed + late.flushed + requests.closed + late.closed { whenDone() }
  }
}
