internal import Dispatch

/// Writes records to rotated log files, without ever keeping a request waiting.
///
/// ``write(_:)`` puts a record into a bounded queue. A thread of the writer's own encodes what is in
/// it at every flush interval, hands whole lines to the system, rotates the files, compresses those
/// that are closed, and removes those that are too old or too many.
///
/// When the system refuses (a full disk, a directory removed, a permission lost), records wait in the
/// queue as long as there is room and are dropped after that; writing is tried again until it works.
/// What was dropped is counted in the next `writer` record, so the log itself says what it lacks.
///
/// Close it at the server's end. A writer that goes away without that closes its file by itself, a
/// little later; a process that ends without that loses at most what came in since the last flush.
public final class LogWriter: Sendable {
  private let background: BackgroundWriter
  /// The name of this life of the writer, as its records have it.
  public let name: String

  /// Opens the first file.
  ///
  /// - Parameter configuration: Where the log goes, who writes it, and how much of it is kept.
  /// - Throws: What is wrong with the configuration or the directory, with a remedy.
  public init(configuration: Configuration) throws(LogWriterError) {
    try configuration.validate()
    let output = try LogOutput(configuration)
    name = output.writer
    let background = BackgroundWriter(output)
    self.background = background
    do throws(SystemFailure) {
      try BackgroundThread.start { background.run() }
    } catch {
      throw LogWriterError(error, path: configuration.directory)
    }
  }

  deinit { background.queue.requestClose {} }

  /// What became of the records so far, as of the last flush; drops are those up to now.
  public var statistics: Statistics { background.statistics }

  /// Waits until every record that was given before is in a file, or cannot be for now.
  public func flush() async {
    await withCheckedContinuation { continuation in
      background.queue.requestFlush { continuation.resume() }
    }
  }

  /// Writes what is left, closes the last file and compresses it; further records are dropped.
  ///
  /// What the system does not take now is given up. Compressing takes about a second for each 50 MB.
  public func close() async {
    await withCheckedContinuation { continuation in
      background.queue.requestClose { continuation.resume() }
    }
  }

  /// Does what ``flush()`` does, for callers that are no tasks.
  @available(*, noasync, message: "blocks the thread; use flush()")
  public func flushAndWait() {
    let done = DispatchSemaphore(value: 0)
    background.queue.requestFlush { done.signal() }
    done.wait()
  }

  /// Does what ``close()`` does, for callers that are no tasks.
  @available(*, noasync, message: "blocks the thread; use close()")
  public func closeAndWait() {
    let done = DispatchSemaphore(value: 0)
    background.queue.requestClose { done.signal() }
    done.wait()
  }
}

extension LogWriter: RecordSink {
  /// Takes a record into the queue; about a hundred nanoseconds, and no call of the system.
  ///
  /// - Parameter record: What happened.
  /// - Returns: `false` when the record was dropped.
  @discardableResult
  package func write(_ record: consuming LogRecord) -> Bool { background.queue.offer(record) }
}
