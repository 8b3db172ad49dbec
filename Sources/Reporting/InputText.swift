import Analysis
import MetricLog

/// What was read, in words, the same in every format.
struct InputText: Sendable {
  let quantity: Quantity
  /// How long the run took; `nil` leaves the speed out.
  let run: RunMeasurement?

  /// The files, their size, and how fast they were read.
  func files(_ input: InputReport) -> String {
    let total = input.total
    var text = Quantity.counted(Int64(input.files.count), "file", "files")
    text += ", \(quantity.bytes(total.storedBytes)) holding"
    text += " \(quantity.bytes(total.textBytes)) of text"
    if let run {
      text += ", read in \(quantity.duration(run.wallSeconds * 1e9))"
      text += " on \(Quantity.counted(Int64(run.threads), "thread", "threads"))"
      if run.wallSeconds > 0 {
        text += " (\(quantity.bytes(Double(total.textBytes) / run.wallSeconds))/s)"
      }
    }
    return text
  }

  /// Whether every line was accepted, rejected or blank.
  static func isEven(_ total: FileAccount) -> Bool {
    total.lines == total.acceptedLines + total.rejectedLines + total.blank
  }

  /// The sum that must come out even.
  func lines(_ total: FileAccount) -> String {
    let sum =
      "\(Quantity.count(total.acceptedLines)) accepted + "
      + "\(Quantity.count(total.rejectedLines)) rejected + \(Quantity.count(total.blank)) blank"
    let lines = Quantity.count(total.lines)
    return Self.isEven(total)
      ? "\(lines) = \(sum)" : "\(lines), but \(sum): the sum is not even, a defect of ours"
  }

  /// The accepted records by type; empty when there are none.
  func records(_ total: FileAccount) -> String {
    var parts = RecordType.allCases.compactMap { type -> String? in
      let count = total.accepted[Int(type.rawValue)]
      return count == 0 ? nil : "\(Quantity.count(count)) \(type.name)"
    }
    if total.unknownRecords > 0 {
      parts.append("\(Quantity.count(total.unknownRecords)) of unknown type")
    }
    return parts.joined(separator: ", ")
  }

  /// The rejected lines by reason; empty when there are none.
  func rejected(_ total: FileAccount) -> String {
    total.rejectionCounts.map { "\(Quantity.count($0.count)) \($0.reason.name)" }
      .joined(separator: ", ")
  }

  /// What of the accepted records stands behind the figures.
  func counted(_ report: Report) -> String {
    let totals = report.totals
    var parts = [Quantity.counted(totals.requests, "request", "requests")]
    if totals.lines != totals.requests {
      parts[0] += " from \(Quantity.counted(totals.lines, "sampled record", "sampled records"))"
    }
    if report.input.unselected > 0 {
      parts.append("\(Quantity.count(report.input.unselected)) outside the selection")
    }
    if report.input.duplicates > 0 {
      let records = Quantity.counted(report.input.duplicates, "record", "records")
      parts.append("\(records) read more than once, counted once")
    }
    if report.input.unidentified > 0 {
      let records = Quantity.counted(report.input.unidentified, "record", "records")
      parts.append("\(records) without writer and seq, which may be counted twice")
    }
    return parts.joined(separator: "; ")
  }

  /// What is missing from the writers' numbering; empty when nothing is known of writers.
  func losses(_ input: InputReport) -> String {
    guard input.writers > 0 || input.missing > 0 || input.droppedByWriters > 0 else { return "" }
    var parts = [Quantity.counted(input.writers, "writer", "writers")]
    if input.missing > 0 {
      parts.append(
        "\(Quantity.counted(input.missing, "record", "records")) missing from the numbering:"
          + " a file may be absent"
      )
    }
    if input.droppedByWriters > 0 {
      let records = Quantity.counted(input.droppedByWriters, "record", "records")
      parts.append("\(records) dropped by writers under back-pressure")
    }
    return parts.joined(separator: "; ")
  }
}
