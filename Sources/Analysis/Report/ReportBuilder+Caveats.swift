internal import MetricLog

extension ReportBuilder {
  /// The doubts that a reader should know of.
  func caveats() -> [Caveat] {
    [
      sampled, tooManyOperations, longStretches, missingInput, unidentified, missingRecords,
      droppedRecords, tooManyWriters,
    ].compactMap { $0 }
  }

  private var sampled: Caveat? {
    guard digest.sampledLines > 0 else { return nil }
    return Caveat(
      code: "sampled",
      text: "\(digest.sampledLines) records stand for more than one request each (weight): "
        + "counts, sums and quantiles are scaled by it; min and max are those of the records."
    )
  }

  private var tooManyOperations: Caveat? {
    guard digest.operations.isCut else { return nil }
    let folded = digest.operations.foldedEstimate()
    return Caveat(
      code: "operations_folded",
      text:
        "The log names about \(digest.operations.limit + folded) operations; about \(folded) of "
        + "them are one row a service and env, (other). Totals are exact. Names that hold an id "
        + "are the usual cause: send the id as a variable, or ask for one with --operation."
    )
  }

  private var longStretches: Caveat? {
    guard digest.periods.cells.level > 0 else { return nil }
    return Caveat(
      code: "long_stretches",
      text: "The log spans many hours and operations: times are told apart by stretches of "
        + "\(digest.periods.cells.stretchHours) hours."
    )
  }

  private var missingInput: Caveat? {
    let files = digest.files.filter(\.losesInput)
    guard !files.isEmpty else { return nil }
    return Caveat(
      code: "input_incomplete",
      text: "\(files.count) of \(digest.files.count) inputs could not be read to the end."
    )
  }

  private var unidentified: Caveat? {
    guard digest.unidentified > 0 else { return nil }
    return Caveat(
      code: "unidentified",
      text: "\(digest.unidentified) records carry no writer and seq: if they are in the input "
        + "twice, they are counted twice."
    )
  }

  private var missingRecords: Caveat? {
    let missing = digest.inputReport.missing
    guard missing > 0 else { return nil }
    return Caveat(
      code: "records_missing",
      text: "\(missing) record numbers are missing between the first and the last of their "
        + "writers: rejected lines, lost lines or files that were not given."
    )
  }

  private var droppedRecords: Caveat? {
    let dropped = digest.inputReport.droppedByWriters
    guard dropped > 0 else { return nil }
    return Caveat(
      code: "records_dropped",
      text: "Servers dropped \(dropped) records because the log could not be written fast enough."
    )
  }

  private var tooManyWriters: Caveat? {
    guard digest.sources.isFull else { return nil }
    return Caveat(
      code: "too_many_writers",
      text: "More than \(digest.sources.limit) writers: records of the others are counted, but not "
        + "checked for duplicates."
    )
  }
}
