internal import Analysis
internal import LogReading
internal import MetricLog
internal import Synchronization

/// The digest of a run, into which the workers put what they have recorded.
final class SharedDigest: Sendable {
  private let digest = Mutex(Digest())

  /// Claims the records of a batch for its worker and takes out those counted before.
  func claim(_ batch: inout RecordBatch, _ translation: inout ClaimTranslation) {
    digest.withLock { $0.claim(&batch, &translation) }
  }

  /// Adds what a worker has recorded, which starts anew.
  func merge(_ recorder: inout Recorder, _ translation: inout BatchTranslation) {
    // Records are claimed here and nowhere else, so none is in both.
    digest.withLock { _ = $0.merge(recorder.takeDigest(&translation)) }
  }

  /// The whole digest; nothing is left.
  func take() -> Digest {
    digest.withLock { digest in
      let taken = digest
      digest = Digest()
      return taken
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
