import Analysis
import MetricLog

extension JSONRenderer {
  /// What was read: files, lines, and every line that was not accepted.
  func value(_ input: InputReport) -> JSONValue {
    let total = input.total
    return .object(
      [("files", .array(input.files.map(file)))] + lines(total) + [
        ("rejections", rejections(input)),
        ("duplicates", .integer(input.duplicates)),
        ("unidentified", .integer(input.unidentified)),
        ("dropped_by_writers", .integer(input.droppedByWriters)),
        ("missing", .integer(input.missing)),
        ("writers", .integer(input.writers)),
        ("unselected", .integer(input.unselected)),
        ("from", .time(input.firstMicroseconds)),
        ("to", .time(input.lastMicroseconds)),
        ("unknown_names", .array(input.unknownNames.map(unknownName))),
      ]
    )
  }

  private func file(_ account: FileAccount) -> JSONValue {
    .object(
      [("path", .string(account.path))] + lines(account) + [
        ("rejected_by_reason", rejectedByReason(account)),
        ("problems", .array(account.problems.map(problem))),
      ]
    )
  }

  /// The sum that must come out even, the same for a file and for all files.
  private func lines(_ account: FileAccount) -> [JSONValue.Member] {
    let requests = account.accepted[Int(RecordType.request.rawValue)]
    return [
      ("bytes", .integer(account.storedBytes)),
      ("text_bytes", .integer(account.textBytes)),
      ("lines", .integer(account.lines)),
      ("requests", .integer(requests)),
      ("records", records(account)),
      ("accepted", .integer(account.acceptedLines)),
      ("rejected", .integer(account.rejectedLines)),
      ("blank", .integer(account.blank)),
    ]
  }

  private func records(_ account: FileAccount) -> JSONValue {
    let known = RecordType.allCases.map { type -> JSONValue.Member in
      (type.name, .integer(account.accepted[Int(type.rawValue)]))
    }
    return .object(known + [("unknown", .integer(account.unknownRecords))])
  }

  private func rejectedByReason(_ account: FileAccount) -> JSONValue {
    .object(
      account.rejectionCounts.map { ($0.reason.name, .integer($0.count)) }
    )
  }

  private func problem(_ problem: ReadProblem) -> JSONValue {
    .object([
      ("kind", .string(problem.kind.name)),
      ("offset", .integer(problem.storedOffset)),
      ("detail", .string(problem.detail)),
      ("loses_input", .boolean(problem.kind.losesInput)),
    ])
  }

  private func rejections(_ input: InputReport) -> JSONValue {
    .array(
      input.total.rejectionCounts.map { reason, count in
        let first = input.rejectedLines.filter { $0.reason == reason }
        return .object([
          ("reason", .string(reason.name)),
          ("count", .integer(count)),
          ("first", .array(first.map { .object(place($0)) })),
        ])
      }
    )
  }

  /// Where a rejected line is and how it begins.
  func place(_ line: RejectedLine) -> [JSONValue.Member] {
    [
      ("file", .string(line.path)),
      ("line", .integer(line.line)),
      ("offset", .integer(line.offset)),
      ("column", .integer(line.column)),
      ("field", .string(line.field)),
      ("excerpt", .string(SafeText.decoded(line.excerpt))),
    ]
  }

  private func unknownName(_ unknown: (name: String, count: Int64)) -> JSONValue {
    .object([("name", .string(unknown.name)), ("count", .integer(unknown.count))])
  }
}

extension FileAccount {
  /// The reasons that occurred, in their order, with the number of lines.
  var rejectionCounts: [(reason: RejectionReason, count: Int64)] {
    RejectionReason.allCases.compactMap { reason in
      let count = rejected[Int(reason.rawValue)]
      return count == 0 ? nil : (reason, count)
    }
  }
}
