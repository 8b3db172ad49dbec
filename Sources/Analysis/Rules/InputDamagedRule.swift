internal import MetricLog

/// Files that could not be read to their end, and lines that could not be understood.
struct InputDamagedRule: Rule {
  static let id = "input_damaged"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Damaged input",
      meaning: [
        "A file that is cut, damaged or unreadable, or lines that break the format: what they held is "
          + "not in the report, and every count and sum may be too low. What could be read is in it."
      ],
      thresholds: [
        Threshold("max_rejected", 0.01, "share", "More rejected lines of all lines are told.")
      ],
      examples: [
        .fires("a file that is cut") { log in
          log.requests("Home", 100) { _, _ in }
          log.read("a.jsonl.gz", lines: 100, problem: .truncatedGzip)
        },
        .fires("one line in twenty was rejected") { log in
          log.requests("Home", 95) { _, _ in }
          log.read("a.jsonl", lines: 100, rejected: 5)
        },
        .silent("one line of a thousand was rejected") { log in
          log.requests("Home", 999) { _, _ in }
          log.read("a.jsonl", lines: 1000, rejected: 1)
        },
        .silent("junk behind the last gzip member, which held nothing") { log in
          log.requests("Home", 100) { _, _ in }
          log.read("a.jsonl.gz", lines: 100, problem: .trailingJunk)
        },
      ]
    )
  }

  /// So many files are named.
  private static let namedFiles = 3

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    let report = input.digest.inputReport
    let damaged = report.files.filter(\.losesInput)
    let share = Double(report.total.rejectedLines) / Double(max(1, report.total.lines))
    let hasTooMany = share > limits["max_rejected"]
    guard !damaged.isEmpty || hasTooMany else { return [] }
    var finding = input.finding(page, .empty, .empty)
    finding.confidence = .strong
    finding.severity = damaged.isEmpty ? .medium : .high
    finding.title =
      damaged.isEmpty
      ? "\(share: share) of the lines were rejected"
      : "\(count: damaged.count) of \(count: report.files.count) files could not be read to the end"
    finding.explanation = explanation(damaged, report, share)
    finding.recommendation =
      damaged.isEmpty
      ? "See the reasons with nightjar validate; a writer's new version is the usual cause."
      : "Copy the files again and analyze them again: what was counted is not counted twice."
    finding.evidence = [
      Measurement("damaged_files", count: Int64(damaged.count)),
      Measurement("rejected_lines", count: report.total.rejectedLines),
      Measurement("rejected_share", share, .share),
    ]
    finding.calculation = ["Files with a problem that loses input; rejected lines / lines."]
    return [finding]
  }

  private func explanation(_ damaged: [FileAccount], _ report: InputReport, _ share: Double)
    -> Prose
  {
    let lines: Prose = """
      \(count: report.total.rejectedLines) of \(count: report.total.lines) lines were rejected.
      """
    guard !damaged.isEmpty else { return lines }
    let names = damaged.prefix(Self.namedFiles).map { file -> Prose in
      let kind = file.problems.first { $0.kind.losesInput }?.kind.words ?? ""
      return "\(name: file.path) \(kind)"
    }
    let more = damaged.count - names.count
    let rest: Prose = more > 0 ? " and \(count: more) more" : ""
    return "\(Prose.joined(names, separator: ", "))\(rest). \(lines)"
  }
}

extension ReadProblem.Kind {
  /// What happened to a file, as the end of a sentence.
  fileprivate var words: Prose {
    switch self {
    case .unreadable: "cannot be read"
    case .truncatedGzip: "is cut"
    case .corruptGzip: "is damaged"
    case .checksumMismatch: "does not have the checksum that it says"
    case .trailingJunk: "has junk at its end"
    }
  }
}
