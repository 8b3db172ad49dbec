import Analysis

/// The words of a comparison, the same in every format.
struct ComparisonText: Sendable {
  let quantity: Quantity

  /// What was compared.
  func metric(_ metric: ComparisonMetric) -> String {
    switch metric {
    case .p50, .p95, .p99, .mean: metric.rawValue
    case .errors: "requests with errors"
    case .statements: "statements a request"
    case .hitRate: "cache hits"
    case .memory: "memory a request"
    case .requests: "requests a day"
    }
  }

  /// The value of a period; "nothing" when it has none.
  func level(_ metric: ComparisonMetric, _ level: Double?) -> String {
    guard let level else { return "nothing" }
    return switch metric {
    case .p50, .p95, .p99, .mean: quantity.duration(level)
    case .errors, .hitRate: Quantity.fixed(level * 100, 2) + " %"
    case .statements: Quantity.fixed(level, 1)
    case .memory: quantity.growth(level)
    case .requests: Quantity.number(level)
    }
  }

  /// A relative change, with its sign.
  func percent(_ effect: Double, decimals: Int = 0) -> String {
    (effect < 0 ? "-" : "+") + Quantity.fixed(effect.magnitude * 100, decimals) + " %"
  }

  /// The interval of 95 % of a change; `nil` when an end is open.
  func interval(_ change: Comparison.Change) -> String? {
    guard let lower = change.effectLower, let upper = change.effectUpper else { return nil }
    return "\(percent(lower)) to \(percent(upper))"
  }

  /// The days of a period.
  func days(_ side: Comparison.Side, dash: String) -> String {
    guard let first = side.days.first, let last = side.days.last else { return "no day" }
    if side.days.count == 1 { return first.text }
    return "\(side.days.count) days (\(first.text) \(dash) \(last.text))"
  }

  /// How many changes were judged how, and what could not be seen.
  func judged(_ comparison: Comparison) -> String {
    let short = comparison.changes.count { $0.reason == "not_enough_days" }
    var parts = [
      Quantity.counted(Int64(comparison.count(.regression)), "regression", "regressions"),
      Quantity.counted(Int64(comparison.count(.improvement)), "improvement", "improvements"),
      "\(comparison.count(.unchanged)) unchanged",
      "\(comparison.count(.inconclusive)) inconclusive",
    ]
    if short > 0 {
      parts.append(
        "\(short) of these for want of days: each side needs \(Comparison.leastDays) with enough "
          + "requests"
      )
    }
    let visible = comparison.changes.filter { $0.reason == "not_significant" }
      .compactMap(\.smallestVisibleEffect).sorted()
    if !visible.isEmpty {
      parts.append("a change of \(percent(visible[visible.count / 2])) would mostly have been seen")
    }
    if comparison.untested > 0 {
      let operations = Quantity.counted(Int64(comparison.untested), "operation", "operations")
      parts.append("\(operations) of under 0.1 % of the time not tested")
    }
    return parts.joined(separator: ", ")
  }

  /// The days of both periods, and why those were chosen.
  ///
  /// - Parameters:
  ///   - comparison: What was compared.
  ///   - dash: What stands between the first and the last day.
  ///   - escaped: Makes the choice, which may hold names, fit the medium.
  /// - Returns: The candidate's days against the baseline's.
  func sides(
    _ comparison: Comparison,
    dash: String,
    escaped: (String) -> String = { $0 }
  ) -> String {
    func side(_ side: Comparison.Side) -> String {
      (side.choice.isEmpty ? "" : "\(escaped(side.choice)): ") + days(side, dash: dash)
    }
    return side(comparison.candidate) + " against " + side(comparison.baseline) + ", "
      + Quantity.counted(comparison.baseline.requests, "request", "requests")
  }

  /// What cannot be known of one of the sides, and why not, a sentence each.
  func omissions(_ comparison: Comparison) -> [String] {
    comparison.omissions.map { omission in
      let requests = Quantity.counted(omission.requests, "request", "requests")
      return switch omission.kind {
      case .figuresOfClients:
        "quantiles, statements, caches, memory and texts of a client: only the time and the errors of "
          + "its requests are summed"
      case .unnamedClients:
        "whose \(requests) were that name no client, or one of too many to be told apart in an hour"
      case .foldedReleases:
        "which release \(requests) belong to: there were too many in an hour to be told apart"
      case .textsOfFoldedReleases:
        "all texts and statements of the release: there were too many releases to be told apart"
      }
    }
  }

  /// How a change of a mean, a total or a quantile came about.
  func split(_ split: Comparison.Split, arrow: String = "->") -> String {
    let parts = [
      (split.traffic, "by the number of requests"), (split.mix, "by another mix of operations"),
      (split.speed, "by their speed"), (split.new, "by new operations"),
      (split.vanished, "by vanished ones"),
    ]
    // What is less than a thousandth of the change and of the whole says nothing.
    let least = max((split.after - split.before).magnitude, split.before.magnitude) / 1000
    let told = parts.filter { $0.0.magnitude > least }.map { "\(signed($0.0)) \($0.1)" }
    return "\(quantity.duration(split.before)) \(arrow) \(quantity.duration(split.after))"
      + (told.isEmpty ? ": no change" : ": " + told.joined(separator: ", "))
  }

  /// A difference of durations, with its sign.
  func signed(_ nanoseconds: Double) -> String {
    (nanoseconds < 0 ? "-" : "+") + quantity.duration(nanoseconds.magnitude)
  }
}
