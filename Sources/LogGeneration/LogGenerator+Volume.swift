import MetricLog

extension LogGenerator {
  /// The requests whose lines come to about so many bytes, by two short runs that are thrown away.
  ///
  /// The lines that explain hashes come once per file, so a short run has too many of them for its
  /// length; they are left out of the rate and added for the files that there will be.
  func requestCount(plainBytes: Int) throws(GenerationError) -> Int {
    let (few, many) = (2000, 20_000)
    let first = try dryRun(requests: few)
    let second = try dryRun(requests: many)
    let perRequest = Double(second.otherBytes - first.otherBytes) / Double(many - few)
    let fixed = Double(first.otherBytes) - perRequest * Double(few)
    let files = expectedFileCount(plainBytes: plainBytes, streams: second.streamCount)
    let explanations = second.bytesPerExplanation * Double(second.explanationCount * files)
    return max(0, Int((Double(plainBytes) - fixed - explanations) / max(1, perRequest)))
  }

  private func expectedFileCount(plainBytes: Int, streams: Int) -> Int {
    guard let rotateBytes else { return streams }
    // Of each row the last file is cut short, by half on average.
    return max(streams, plainBytes / rotateBytes + streams / 2)
  }

  private struct DryRun {
    /// The bytes of all lines but the explanations.
    var otherBytes: Int
    var bytesPerExplanation: Double
    /// The explanations of a file that has all.
    var explanationCount: Int
    /// The rows of files.
    var streamCount: Int
  }

  private func dryRun(requests: Int) throws(GenerationError) -> DryRun {
    let plan = plan(requests: requests)
    var simulation = try simulation(plan, directory: nil)
    try simulation.run { _ in }
    let records = simulation.truth.records
    let explanations =
      records[Int(RecordType.operation.rawValue)] + records[Int(RecordType.statement.rawValue)]
      - simulation.floodWritten
    return DryRun(
      otherBytes: simulation.output.plainBytes - simulation.explanationBytes,
      bytesPerExplanation: Double(simulation.explanationBytes) / Double(max(1, explanations)),
      explanationCount: plan.explanations.count,
      streamCount: simulation.output.streams.count
    )
  }
}
