internal import MetricLog
internal import Statistics

/// A statement that runs once more for every further item of a list.
struct NPlusOneRule: Rule {
  static let id = "n_plus_one"

  /// The thresholds that decide about growth; other rules leave to this one what it can decide.
  static let growthThresholds = [
    Threshold("min_requests", 8, "requests", "Fewer sampled requests decide nothing."),
    Threshold("min_sizes", 4, "lengths", "Fewer different list lengths decide nothing."),
    Threshold(
      "min_slope",
      0.2,
      "statements an item",
      "The lower end of the interval must be above it; below it the loop is batched."
    ),
    Threshold(
      "min_correlation",
      0.6,
      "Spearman's r",
      "The executions must rise with the list this closely."
    ),
  ]

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "N+1: one statement for each item of a list",
      meaning: [
        "A field of a list's items runs a statement of its own for every item, where one statement "
          + "for the whole list would do. It is seen by growth: over real requests with lists of "
          + "different lengths, the number of executions rises with the length. A loop of a fixed "
          + "number of statements does not rise, a loader that fetches in batches rises by much "
          + "less than one statement an item, and neither is reported.",
        "The slope is that of Theil and Sen with its 95 % interval. The list is the field whose "
          + "items explain the executions best; where it is itself called many times in a request, "
          + "the loop is nested.",
      ],
      thresholds: Self.growthThresholds + [
        Threshold("batch_size", 100, "items", "What one statement of a loader would fetch."),
        Threshold("min_share", 0.0005, "share of time", "What it costs at least."),
      ],
      examples: Self.examples
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.findings(ofEach: .statement) { finding($0, $1, input, limits) }
  }

  @inline(never)
  private func finding(
    _ operation: OperationEvidence,
    _ key: DetailKey,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding? {
    guard let all = operation.details[key], all.largest > 1 else { return nil }
    let releases = input.releases(of: operation)
    // One release may batch what another runs for each item: each is judged by itself.
    let grown =
      releases.count < 2
      ? []
      : releases.filter { release in
        StatementGrowth(operation, key, limits, release: release).verdict == .grows
      }
    let growth = StatementGrowth(operation, key, limits, release: grown.last)
    let parts = grown.compactMap { operation.details(of: $0)[key] }
    let sums = parts.isEmpty ? all : parts.reduce(into: DetailSums()) { $0.merge($1) }
    // The same statement again is no N+1 but a duplicate, which a cache for the request would save.
    if sums.sumD == sums.requests, Double(sums.sumC) <= 0.2 * Double(sums.sumA) { return nil }
    guard growth.verdict == .grows, sums.requests > 0 else { return nil }
    let loop = StatementLoop(sums, batchSize: limits["batch_size"])
    guard
      input.share(loop.savedNanoseconds, ofEnvironment: operation.key.env) >= limits["min_share"]
    else { return nil }
    var finding = input.finding(page, operation)
    finding.confidence = .strong
    finding.subject.field = input.text(Symbol(index: key.second))
    finding.subject.statement = input.text(key.first)
    finding.subject.statementText = input.statementTexts[key.first] ?? ""
    finding.costNanoseconds = loop.savedNanoseconds
    finding.evidence = evidence(growth, loop)
    describe(&finding, operation, key, growth, loop, input)
    finding.examples = input.examples(
      operation.requests.compactMap { request in
        operation.part(request, key).map { (request, $0.count) }
      }.sorted { ($1.1, $0.0.hash) < ($0.1, $1.0.hash) }.map(\.0)
    )
    finding.saving = loop.saving(operation, key)
    finding.calculation = calculation(growth, loop, limits)
    if let release = input.first(of: grown, of: releases, in: operation) {
      finding.subject.release = input.text(release)
      finding.explanation = finding.explanation + " Since release \(name: input.text(release))."
    }
    return finding
  }

  private func evidence(_ growth: StatementGrowth, _ loop: StatementLoop) -> [Measurement] {
    [
      Measurement(
        "statements_per_item",
        growth.slope,
        .number,
        low: growth.interval.lower,
        high: growth.interval.upper
      ),
      Measurement("correlation", growth.correlation, .number),
      Measurement("sampled_requests", count: Int64(growth.requests)),
      Measurement("list_lengths", count: Int64(growth.sizes)),
      Measurement("shortest_list", count: growth.shortest),
      Measurement("longest_list", count: growth.longest),
      Measurement("statements_per_request", loop.perRequest, .number),
      Measurement("requests", count: loop.requests),
      Measurement("statement_time", loop.nanoseconds, .nanoseconds),
    ]
  }

  private func describe(
    _ finding: inout Finding,
    _ operation: OperationEvidence,
    _ key: DetailKey,
    _ growth: StatementGrowth,
    _ loop: StatementLoop,
    _ input: RuleInput
  ) {
    let field = input.field(Symbol(index: key.second))
    let list = input.field(growth.list)
    let isNested = growth.listCalls > 1.5
    finding.title =
      isNested
      ? "\(input.name(operation)): a nested N+1, \(field) runs a statement for each item of \(list)"
      : "\(input.name(operation)): \(field) runs a statement for each item of \(list)"
    finding.explanation = """
      Lists of \(count: growth.shortest) to \(count: growth.longest) items: each further item \
      costs \(number: growth.slope) more statements (95 % interval \
      \(number: growth.interval.lower) to \(number: growth.interval.upper), \
      \(count: growth.requests) requests); \(number: loop.perRequest) statements and \
      \(nanoseconds: loop.nanosecondsPerRequest) a request on average.
      """
    finding.recommendation = """
      Load \(field) for the whole list at once, with a DataLoader or a join: one statement with all \
      keys in place of \(input.statement(key.first)).
      """
    if isNested {
      finding.caveats.append(
        "\(list) is itself called \(number: growth.listCalls) times a request: batch it as well."
      )
    }
  }

  private func calculation(
    _ growth: StatementGrowth,
    _ loop: StatementLoop,
    _ limits: RuleThresholds
  ) -> [Prose] {
    [
      """
      Growth: Theil-Sen slope of executions on list items over \(count: growth.requests) sampled \
      requests that ran the statement, \(count: growth.sizes) different lengths. It fires when the \
      lower end of the 95 % interval is above \(number: limits["min_slope"]) and Spearman's r above \
      \(number: limits["min_correlation"]): lower end \(number: growth.interval.lower), r \
      \(number: growth.correlation).
      """,
      """
      Saving: executions \(count: loop.executions) in \(count: loop.requests) requests; batches of \
      \(number: limits["batch_size"]) need \(number: loop.needed); time \
      \(nanoseconds: loop.nanoseconds) × (1 − \(number: loop.needed) / \(count: loop.executions)) \
      = \(nanoseconds: loop.savedNanoseconds) in the period.
      """,
    ]
  }
}

extension NPlusOneRule {
  fileprivate static var examples: [RuleExample] {
    [
      .fires("a statement for each of 3 to 30 orders") { log in
        log.requests("Orders", 40) { index, request in
          let items = 3 + index * 7 % 28
          request.ms = 10 + Double(items)
          request.field("Query.orders", items: items)
          request.field("Order.payment", calls: items, ms: Double(items))
          request.statement("orders", "Query.orders", 1, ms: 2)
          request.statement("payment", "Order.payment", items, ms: Double(items))
        }
      },
      .fires("batched in one release, one by one in the next") { log in
        for release in ["1.0", "2.0"] {
          log.release = release
          log.requests("Orders", 40) { index, request in
            let items = 3 + index * 7 % 28
            let executions = release == "1.0" ? 1 : items
            request.ms = 10 + Double(executions)
            request.field("Query.orders", items: items)
            request.statement("payment", "Order.payment", executions, ms: Double(executions))
          }
        }
      },
      .silent("six statements for six warehouses, whatever the list") { log in
        log.requests("Stock", 40) { index, request in
          request.ms = 30
          request.field("Query.books", items: 3 + index * 7 % 28)
          request.statement("warehouse", "Query.stock", 6, ms: 12)
        }
      },
      .silent("a loader in batches of 25") { log in
        log.requests("Levels", 40) { index, request in
          let items = 10 + index * 17 % 100
          request.ms = 30
          request.field("Query.books", items: items)
          request.statement("stock", "Book.stock", (items + 24) / 25, ms: 5)
        }
      },
      .silent("the same row fetched for every item") { log in
        log.requests("Orders", 40) { index, request in
          let items = 3 + index * 7 % 28
          request.ms = 10 + Double(items)
          request.field("Query.orders", items: items)
          request.statement("shop", "Order.shop", items, ms: Double(items), distinct: 1)
        }
      },
    ]
  }
}
