import Analysis

/// What a comparison says beside its metrics, in sentences.
extension ComparisonText {
  /// So many names of a list are told in a sentence; of the others only how many there are.
  private static let nameLimit = 3

  /// What the last day's hours suggest before there are days enough.
  func provisional(_ change: Comparison.Provisional) -> Prose {
    let effect = own(percent(change.effect))
    let interval = own("\(percent(change.effectLower)) to \(percent(change.effectUpper))")
    return """
      \(name(change.operation)) mean \(effect) (95 %: \(interval)) over \(count: change.hours) hours \
      of the last day against the same hours of earlier weeks; provisional until there are \
      \(count: Comparison.leastDays) days
      """
  }

  /// Texts and statements that an operation came with, lost, or issues more or less often.
  func texts(_ change: Comparison.TextChange) -> Prose {
    let lists = [
      (change.newTexts, "new text", "new texts"), (change.vanishedTexts, "text gone", "texts gone"),
      (change.newStatements, "new statement", "new statements"),
      (change.vanishedStatements, "statement gone", "statements gone"),
    ]
    let told = lists.filter { !$0.0.isEmpty }.map { names, one, many -> Prose in
      let shown = names.prefix(Self.nameLimit).map { Prose("\(name: $0)") }
      let count = own(Quantity.counted(Int64(names.count), one, many))
      return "\(count) (\(.joined(shown, separator: ", ")))"
    }
    let changed = change.changedStatements.prefix(Self.nameLimit).map { statement -> Prose in
      """
      \(name: statement.fingerprint) \(number: statement.before) -> \(number: statement.after) times \
      a request
      """
    }
    return "\(name(change.operation)): \(.joined(told + changed, separator: ", "))"
  }

  /// What two environments have in common, and how fast each is with the same mix of operations.
  func environments(_ environments: Comparison.Environments) -> Prose {
    let names: (candidate: Prose, baseline: Prose) = (
      "\(name: environments.candidate)", "\(name: environments.baseline)"
    )
    let operations = Int64(environments.rows.count)
    var text: Prose = """
      \(own(Quantity.counted(operations, "operation", "operations"))) with enough requests on both \
      sides, \(share: environments.commonShare) of those of \(names.baseline)
      """
    if let before = environments.baselineMean, let after = environments.candidateMean {
      text =
        text
          + """
          ; with the mix of \(names.baseline) the mean is \(nanoseconds: before) there and \
          \(nanoseconds: after) in \(names.candidate)
          """
    }
    if let correlation = environments.rankCorrelation {
      text = text + own("; rank correlation of p95 \(Quantity.fixed(correlation, 2))")
    }
    return text
  }

  /// How one operation differs between two environments.
  func shape(_ row: Comparison.Environments.Row, of sides: Comparison.Environments) -> Prose {
    let statements: Prose =
      row.baselineStatements == nil && row.candidateStatements == nil
      ? ""
      : """
      ; statements a request \(number(row.baselineStatements)) and \(number(row.candidateStatements))
      """
    return """
      \(name(row.operation)): p95 is \(number(row.baselineTailRatio)) times p50 in \
      \(name: sides.baseline), \(number(row.candidateTailRatio)) times in \
      \(name: sides.candidate)\(statements)
      """
  }

  private func name(_ operation: OperationName) -> Prose {
    operation.name.isEmpty ? "(anonymous)" : "\(name: operation.name)"
  }

  private func number(_ number: Double?) -> Prose { own(Quantity.number(number)) }

  private func own(_ text: String) -> Prose { Prose([.text(text)]) }
}
