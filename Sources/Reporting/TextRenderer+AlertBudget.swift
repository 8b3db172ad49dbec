package import Analysis

/// Which threshold keeps alerts within a budget.
extension TextRenderer {
  /// The proposal as a text of its own.
  package func render(_ budget: AlertBudget, perWeek: Double) -> String {
    var page = TextPage(options)
    guard budget.nights > 0 else {
      page.line("The history has too few days to judge any night again.", indent: 0)
      return page.text
    }
    let name = TextStyle.heading.paint("Alerts", color: options.color)
    page.preformatted("\(name)  \(counted(Int64(budget.nights), "night", "nights")) judged again")
    page.section("Thresholds", note: "what a change must be at least, and the alerts then")
    let proposed = budget.proposal(perWeek: perWeek)
    for proposal in budget.proposals {
      let weekly = Double(proposal.alerts.count) * 7 / Double(budget.nights)
      let isProposed = proposal == proposed
      page.labelled(
        percent(proposal.leastEffect),
        "\(counted(Int64(proposal.alerts.count), "alert", "alerts")), "
          + "\(Quantity.fixed(weekly, 1)) a week" + (isProposed ? "  <- proposed" : ""),
        style: isProposed ? .strong : .plain
      )
    }
    guard let proposed else {
      page.paragraph("No threshold keeps within \(Quantity.number(perWeek)) alerts a week.")
      return page.text
    }
    let effect = Quantity.fixed(proposed.leastEffect * 100, 0)
    page.section("Nights that would have alerted", note: "with --fail-on-effect \(effect)")
    if proposed.alerts.isEmpty { page.line("none") }
    for alert in proposed.alerts {
      page.labelled(
        alert.night.text,
        "\(displayName(alert.operation.name)) \(metric(alert.metric)) worse by "
          + "\(Quantity.fixed(alert.effect * 100, 0)) % (\(options.name(alert.operation.service)), "
          + "\(options.name(alert.operation.env)))"
      )
    }
    return page.text
  }
}

extension JSONRenderer {
  /// The value of the key `schema` of an alert budget.
  package static let alertSchema = "nightjar.alerts/1"

  /// The proposal, as UTF-8 with a newline at the end.
  package func render(_ budget: AlertBudget, perWeek: Double) -> [UInt8] {
    JSONWriter.document(
      .object([
        ("schema", .string(Self.alertSchema)),
        ("nights", .integer(budget.nights)),
        ("per_week", .shortest(perWeek)),
        ("proposed_effect", .shortest(budget.proposal(perWeek: perWeek)?.leastEffect)),
        ("thresholds", .array(budget.proposals.map(value))),
      ])
    )
  }

  private func value(_ proposal: AlertBudget.Proposal) -> JSONValue {
    .object([
      ("effect", .shortest(proposal.leastEffect)),
      (
        "alerts",
        .array(
          proposal.alerts.map { alert in
            .object(
              [("night", .string(alert.night.text))] + names(alert.operation) + [
                ("metric", .string(alert.metric.rawValue)), ("effect", .shortest(alert.effect)),
              ]
            )
          }
        )
      ),
    ])
  }
}
