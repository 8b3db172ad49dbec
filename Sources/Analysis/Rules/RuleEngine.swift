internal import MetricLog

/// Asks every rule and puts the findings in order: the one order of every format.
struct RuleEngine {
  let input: RuleInput

  init(_ digest: Digest, _ settings: RuleSettings, _ volumes: LogVolumes? = nil) {
    input = RuleInput(digest, settings, volumes)
  }

  /// Asks the rules.
  ///
  /// - Parameter threads: How many rules are asked at the same time.
  /// - Returns: What is wrong, the severest first, of equal ones the most expensive.
  func findings(threads: Int = 1) -> [Finding] {
    let rules = RuleCatalog.rules.filter { !input.settings.disabledRules.contains($0.page.id) }
    let found = ConcurrentRows.map(rules.count, threads: threads) { rules[$0].findings(in: input) }
    let all = found.joined().map(finished)
    return Self.withoutConsequences(all).sorted(by: Self.comesFirst)
  }

  /// By severity, then by cost, then by identity, so that the order is always the same.
  ///
  /// Cost alone would put what costs no time, such as errors, behind everything that costs some. Severity
  /// follows from the share of the time, so that among what costs time the order is that of cost but for
  /// what is not sure.
  private static func comesFirst(_ left: Finding, _ right: Finding) -> Bool {
    if left.severity != right.severity { return left.severity > right.severity }
    if left.costNanoseconds != right.costNanoseconds {
      return left.costNanoseconds > right.costNanoseconds
    }
    if left.confidence != right.confidence { return left.confidence > right.confidence }
    return left.id < right.id
  }

  // MARK: - What follows from a finding

  private func finished(_ finding: Finding) -> Finding {
    var finding = finding
    finding.id = Self.id(finding)
    finding.costNanoseconds = max(0, finding.costNanoseconds)
    let env = environment(finding.env)
    let share = env.map { input.share(finding.costNanoseconds, ofEnvironment: $0) } ?? 0
    finding.severity = max(finding.severity, input.settings.severity(share: share))
    // What is not certain wakes nobody up.
    switch finding.confidence {
    case .strong: break
    case .probable: finding.severity = min(finding.severity, .high)
    case .possible: finding.severity = min(finding.severity, .medium)
    }
    finding.severity = input.settings.severities[finding.rule] ?? finding.severity
    if var saving = finding.saving {
      saving.shareOfTime = env.map { input.share(saving.nanoseconds, ofEnvironment: $0) } ?? 0
      saving.nanosecondsPerDay = perDay(saving.nanoseconds)
      finding.saving = saving
      if input.periodNanoseconds < Self.dayNanoseconds * 0.8 {
        finding.caveats.append(
          "The log covers \(nanoseconds: input.periodNanoseconds); a day is told at its rate."
        )
      }
    }
    return finding
  }

  private static let dayNanoseconds = 86_400e9

  private func perDay(_ nanoseconds: Double) -> Double {
    // Less than a second of log says nothing about a day.
    let period = max(input.periodNanoseconds, 1e9)
    return nanoseconds * Self.dayNanoseconds / period
  }

  private func environment(_ name: String) -> Symbol? {
    input.environments.first { input.text($0) == name }
  }

  /// The rule and twelve hex digits of what it is about.
  static func id(_ finding: Finding) -> String {
    let operation = finding.operation.map { [$0.name, $0.kind.name] } ?? []
    let names = [finding.rule, finding.service, finding.env] + operation
    return id(finding.rule, names + finding.subject.identity, seed: names.count)
  }

  /// A word and twelve hex digits of names, the same on every machine.
  static func id(_ word: String, _ names: [String], seed: Int) -> String {
    let hash = names.reduce(UInt64(seed)) { hash, name in
      StableHash.combine(hash, StableHash.of(Array(name.utf8).span))
    }
    let digits = String(hash >> 16, radix: 16)
    return word + "-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  // MARK: - Consequences

  /// Drops what only repeats another finding: a field that became slower because it now runs a
  /// statement for each item, an operation that did because of one of its fields.
  private static func withoutConsequences(_ findings: [Finding]) -> [Finding] {
    findings.filter { finding in
      !findings.contains { $0.explains(finding) }
    }
  }
}

extension Finding {
  /// Whether another finding is a consequence of this one.
  fileprivate func explains(_ other: Finding) -> Bool {
    guard let operation, confidence >= .probable, (service, env) == (other.service, other.env)
    else { return false }
    let isCauseOfField = ["n_plus_one", "statement_burst", "duplicate_statements", "cache_lost"]
    switch other.rule {
    case SlowerFieldRule.id:
      return isCauseOfField.contains(rule) && operation == other.operation
        && (rule == CacheLostRule.id || subject.field == other.subject.field)
    case SlowerOperationRule.id:
      return (isCauseOfField.contains(rule) || rule == SlowerFieldRule.id)
        && operation == other.operation
    default: return false
    }
  }
}
