internal import Analysis
internal import LogReading
internal import MetricLog
internal import Synchronization

/// The digest of a run, into which the workers put what they have recorded.
final class SharedDigest: Sendable {
  /// What a run gathers.
  private struct State {
    var digest = Digest()
    /// What the run adds to a history; `nil` when none is kept.
    var additions: DayAdditions?
  }

  private let state: Mutex<State>

  /// A digest of nothing yet, and what is added to a history by the side.
  init(additions: DayAdditions? = nil) { state = Mutex(State(additions: additions)) }

  /// Claims the records of a batch for its worker and takes out those counted before.
  func claim(_ batch: inout RecordBatch, _ translation: inout ClaimTranslation) {
    state.withLock { $0.digest.claim(&batch, &translation) }
  }

  /// Sorts a claimed batch by day and by what the history has.
  func sort(_ batch: RecordBatch, _ translation: inout DayAdditions.Translation) -> [DayPart] {
    state.withLock { $0.additions?.sort(batch, &translation) ?? [] }
  }

  /// Adds what a worker has recorded, which starts anew.
  func merge(_ recorder: inout Recorder, _ translation: inout BatchTranslation) {
    merge(recorder.takeDigest(&translation))
  }

  /// Adds what a worker has recorded.
  func merge(_ digest: consuming Digest) {
    // Moved out of the variable: a digest that is held twice would be copied.
    var given: Digest? = consume digest
    // Records are claimed here and nowhere else, so none is in both.
    state.withLock { state in
      if let digest = given.take() { _ = state.digest.merge(digest) }
    }
  }

  /// Adds what a worker has recorded of a day that the history has not.
  func merge(_ digest: Digest, of day: Day) {
    state.withLock { $0.additions?.merge(digest, of: day) }
  }

  /// The whole digest and the additions; nothing is left.
  func take() -> (digest: Digest, additions: DayAdditions?) {
    state.withLock { state in
      let taken = state
      state = State()
      return (taken.digest, taken.additions)
    }
  }
}

/// Records one worker's batches.
struct RecordingSink: BatchSink {
  private let shared: SharedDigest
  private var recorder: Recorder
  private var translation = BatchTranslation()
  private var claims = ClaimTranslation()

  /// Beyond so many cells, about 30 MB, a worker hands over what it has: so the memory for very many
  /// operations is needed once and not for every worker.
  private static let cellLimit = 16_384

  init(shared: SharedDigest, selection: Selection) {
    self.shared = shared
    recorder = Recorder(selection: selection)
  }

  mutating func take(_ batch: inout RecordBatch) {
    shared.claim(&batch, &claims)
    recorder.recordClaimed(batch, &translation)
    if recorder.cellCount > Self.cellLimit { handOver() }
  }

  mutating func finish() { handOver() }

  private mutating func handOver() { shared.merge(&recorder, &translation) }
}
