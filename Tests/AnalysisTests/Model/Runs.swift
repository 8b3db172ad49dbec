import Analysis
import MetricLog
import TestSupport

/// Ways to make a digest of records that must all give the same.
enum Runs {
  /// A digest of records in the order given, in batches of a size.
  static func digest(
    _ records: [ModelRecord],
    selection: Selection = Selection(),
    limits: DigestLimits = .standard,
    batchSize: Int = 100
  ) -> Digest {
    var recorder = Recorder(selection: selection, limits: limits)
    for start in stride(from: 0, to: records.count, by: batchSize) {
      // Every batch has a symbol table of its own, as batches of different workers do.
      var translation = BatchTranslation()
      let batch = RecordBatch(records[start..<min(start + batchSize, records.count)])
      recorder.record(batch, &translation)
    }
    return recorder.finish()
  }

  /// The same, settled.
  static func settled(
    _ records: [ModelRecord],
    selection: Selection = Selection(),
    limits: DigestLimits = .standard,
    batchSize: Int = 100
  ) -> Digest {
    var digest = digest(records, selection: selection, limits: limits, batchSize: batchSize)
    digest.settle()
    return digest
  }

  /// The report on records.
  static func report(
    _ records: [ModelRecord],
    selection: Selection = Selection(),
    options: ReportOptions = ReportOptions(),
    limits: DigestLimits = .standard
  ) -> Report {
    ReportBuilder(settled(records, selection: selection, limits: limits), options: options)
      .build()
  }

  /// A digest of records that were shuffled, spread over several recorders, some of whose digests
  /// were stored and read again, and merged in a random tree.
  static func scattered(
    _ records: [ModelRecord],
    parts: Int,
    limits: DigestLimits = .standard,
    _ random: inout SeededGenerator
  ) throws -> Digest {
    var shares = [[ModelRecord]](repeating: [], count: parts)
    for record in records.shuffled(using: &random) { shares[random.below(parts)].append(record) }
    var digests: [Digest] = []
    for share in shares {
      var digest = digest(share, limits: limits, batchSize: 1 + random.below(80))
      if random.happens(0.4) {
        digest.settle()
        if random.happens(0.7) { digest = try Digest(encoded: digest.encoded(), limits: limits) }
      }
      digests.append(digest)
    }
    while digests.count > 1 {
      let other = digests.remove(at: random.below(digests.count))
      let index = random.below(digests.count)
      _ = digests[index].merge(other)
      if random.happens(0.2) { digests[index].settle() }
    }
    digests[0].settle()
    return digests[0]
  }
}
