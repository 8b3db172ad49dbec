internal import MetricLog

/// The writer's side of the queue: turns records into lines of files; used by one thread.
///
/// Numbers are given to lines as they are encoded and taken back from lines that did not get into a
/// file, so the numbers in the files have no gaps.
final class LogOutput {
  let configuration: LogWriter.Configuration
  let base: String
  let writer: String
  var encoder: LineEncoder
  var pending = PendingLines()
  var explanations = ExplanationTable()
  var file: LogFile?
  var fileNumber = 0
  var openedAt = ContinuousClock.now
  /// Whether the file has records other than the writer's own.
  var hasRecords = false
  var nextSeq: UInt64 = 1
  /// Records that were dropped and of which no `writer` record in a file tells.
  var unreportedDrops = 0
  var statistics = LogWriter.Statistics()
  var writing = RetryDelay()
  var rotating = RetryDelay()
  /// The bytes that were written when the disk was last waited for.
  var syncedBytes = 0
  var closedFiles: ClosedFiles
  var nextRetention = ContinuousClock.now

  /// As much is handed to the system at once: more saves nothing, and is lost at once if it fails.
  static let chunkBytes = 256 << 10
  /// The longest line that readers accept, its end not counted.
  static let lineLimitBytes = 1 << 20

  /// Opens the first file.
  init(_ configuration: LogWriter.Configuration) throws(LogWriterError) {
    self.configuration = configuration
    base = LogFileName.base(configuration.baseName ?? configuration.service)
    writer = LogFileName.newWriter()
    closedFiles = ClosedFiles(configuration)
    encoder = LineEncoder(
      source: RecordSource(
        service: configuration.service,
        env: configuration.env,
        host: configuration.host,
        release: configuration.release,
        writer: writer
      )
    )
    try openFile()
    _ = flushPending()
  }

  /// Mends files of writers that died, and has them compressed.
  ///
  /// Not only at the start: a server that is started again at once finds the last one's file too young
  /// to be sure that nobody is about to lock it.
  private func takeLeftBehind() {
    let nowSeconds = Int(FileSystem.nowMicroseconds / 1_000_000)
    for file in retention.leftBehind(nowSeconds: nowSeconds) { closedFiles.append(file) }
  }

  var retention: Retention {
    Retention(
      directory: configuration.directory,
      base: base,
      maximumAge: configuration.maximumAge,
      maximumTotalBytes: configuration.maximumTotalBytes
    )
  }

  /// Writes the records of a batch, as far as the system takes them.
  ///
  /// - Parameters:
  ///   - batch: The records.
  ///   - start: The first that is not written yet.
  /// - Returns: The first that is not written now; it is to be tried again.
  func write(_ batch: [LogRecord], from start: Int) -> Int {
    var index = start
    while index < batch.count {
      guard openFileIfNeeded() else { return index }
      let end = encode(batch, from: index)
      switch flushPending() {
      case .done:
        index = end
        rotateIfDue()
      case .lostFile(let unwritten):
        index = unwritten ?? end
      case .failed(let unwritten):
        return unwritten ?? end
      }
    }
    return index
  }

  /// Ends a round: tells of drops, rotates by time, stores, removes old files.
  func endRound() {
    if unreportedDrops > 0, writing.isDue, openFileIfNeeded() {
      appendWriterLine("dropped")
      _ = flushPending()
    }
    rotateIfDue()
    if configuration.syncPolicy == .everyFlush, syncedBytes < statistics.bytesWritten { sync() }
    if nextRetention <= .now {
      nextRetention = .now.advanced(by: .seconds(600))
      takeLeftBehind()
      applyRetention()
    }
  }

  /// Compresses some of the closed files, if there are any.
  func compressStep() {
    if closedFiles.step() { applyRetention() }
  }

  private func applyRetention() {
    retention.apply(nowSeconds: Int(FileSystem.nowMicroseconds / 1_000_000))
  }

  /// Closes the last file and compresses what is closed.
  ///
  /// - Parameter unwritten: Records that could not be written and are given up.
  func close(unwritten: Int) {
    noteDrops(unwritten)
    if openFileIfNeeded() {
      appendWriterLine("close")
      _ = flushPending()
    }
    retireFile()
    while !closedFiles.isEmpty { _ = closedFiles.step() }
    applyRetention()
  }

  /// Counts records that this side gives up.
  func noteDrops(_ count: Int) {
    unreportedDrops += count
    statistics.recordsDropped += count
  }
}
