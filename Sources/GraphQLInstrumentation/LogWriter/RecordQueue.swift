internal import Dispatch
internal import Synchronization

/// Records on their way from the threads of a server to the writer's thread.
///
/// A caller pays for a lock held for some tens of nanoseconds and for moving the record. It calls the
/// system only when it meets another caller in the lock, and once in thousands of records to wake
/// the writer before the queue is full.
package final class RecordQueue: Sendable {
  /// What callers wait for.
  package struct Requests {
    /// Called when everything that was given before is written, or cannot be.
    package var flushed: [@Sendable () -> Void] = []
    /// Called when the last file is closed.
    package var closed: [@Sendable () -> Void] = []
    /// Whether no more records are taken.
    package var isClosing = false
    /// The records that were dropped since the last look.
    package var dropped = 0

    /// Whether somebody wants it to happen at once.
    var areUrgent: Bool { isClosing || !flushed.isEmpty }
  }

  private struct State {
    var records: [LogRecord] = []
    /// Of the records here and of those taken that are not released yet.
    var bytes = 0
    var requests = Requests()
    var totalDropped = 0
    var isWoken = false
    var isClosed = false
  }

  private let state = Mutex(State())
  private let wake = DispatchSemaphore(value: 0)
  private let limitBytes: Int

  /// - Parameter limitBytes: About how many bytes may wait.
  package init(limitBytes: Int) {
    self.limitBytes = limitBytes
  }

  /// All records that were ever dropped here.
  package var totalDropped: Int { state.withLock { $0.totalDropped } }

  /// Puts a record into the queue, unless it is full; `false` if it was dropped.
  ///
  /// Explanations may use a quarter more: requests come again, but an explanation is given once.
  package func offer(_ record: consuming LogRecord) -> Bool {
    let bytes = record.estimatedBytes
    let limit = record.isExplanation ? limitBytes + limitBytes / 4 : limitBytes
    // Moved into the queue, not copied.
    var offered: LogRecord? = record
    let (isTaken, mustWake) = state.withLock { state in
      guard !state.requests.isClosing, state.bytes + bytes <= limit, let offered = offered.take()
      else {
        state.requests.dropped += 1
        state.totalDropped += 1
        return (false, false)
      }
      state.records.append(offered)
      state.bytes += bytes
      guard state.bytes >= limitBytes / 4, !state.isWoken else { return (true, false) }
      state.isWoken = true
      return (true, true)
    }
    if mustWake { wake.signal() }
    return isTaken
  }

  /// Exchanges the queue's records for an empty array, whose room the next ones use.
  ///
  /// - Returns: The bytes to ``release(_:)`` when the records are written.
  package func take(_ batch: inout [LogRecord]) -> Int {
    precondition(batch.isEmpty)
    var taken: [LogRecord] = []
    swap(&taken, &batch)
    let (records, bytes) = state.withLock { state in
      let records = state.records
      state.records = taken
      state.isWoken = false
      return (records, state.bytes)
    }
    batch = records
    return bytes
  }

  /// Makes room for others where taken records were.
  package func release(_ bytes: Int) {
    state.withLock { $0.bytes -= bytes }
  }

  /// What callers wait for since the last call, and the records that were dropped since then.
  package func takeRequests() -> Requests {
    state.withLock { state in
      let requests = state.requests
      state.requests = Requests(isClosing: requests.isClosing)
      return requests
    }
  }

  /// Asks for a flush.
  func requestFlush(_ whenDone: @escaping @Sendable () -> Void) {
    request(whenDone) { $0.flushed.append($1) }
  }

  /// Asks for the end; from now on records are dropped.
  func requestClose(_ whenDone: @escaping @Sendable () -> Void) {
    request(whenDone) {
      $0.isClosing = true
      $0.closed.append($1)
    }
  }

  private func request(
    _ whenDone: @escaping @Sendable () -> Void,
    _ add: (inout Requests, @escaping @Sendable () -> Void) -> Void
  ) {
    let isClosed = state.withLock { state in
      if !state.isClosed { add(&state.requests, whenDone) }
      return state.isClosed
    }
    if isClosed { whenDone() } else { wake.signal() }
  }

  /// Ends the queue's life.
  ///
  /// - Returns: What callers asked for meanwhile, and how many records are left and given up.
  func close() -> (requests: Requests, left: Int) {
    state.withLock { state in
      state.isClosed = true
      defer {
        state.requests = Requests(isClosing: true)
        state.records = []
      }
      return (state.requests, state.records.count)
    }
  }

  /// Sleeps until somebody wakes the writer, or the time is over.
  func wait(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = min(seconds, 86_400) * 1_000_000_000 + attoseconds / 1_000_000_000
    _ = wake.wait(timeout: .now() + .nanoseconds(Int(nanoseconds)))
  }
}
