internal import MetricLog

/// A log that did not arrive, or of which most is missing.
struct LogVolumeRule: Rule {
  static let id = "log_volume"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "No log, or far less than usual",
      meaning: [
        "A night without a log is the most dangerous good news: nothing is slow where nothing was "
          + "recorded. The requests of the day are held against the same weekday of the last four "
          + "weeks, or against the last two weeks where these are too few. It needs a history; that "
          + "nothing at all was read is found without one, when the settings say what to read."
      ],
      thresholds: [
        Threshold("max_share", 0.5, "share", "Of the usual requests: fewer are far fewer."),
        Threshold("min_usual", 100, "requests", "A day usually has at least so many."),
      ],
      examples: [
        .fires("a fifth of the usual requests") { log in
          log.requests("Home", 100) { _, _ in }
          log.volumes = Self.volumes(100, usual: [500, 480, 510, 530, 490])
        },
        .fires("one of two services has written nothing") { log in
          log.requests("Home", 100) { _, _ in }
          log.volumes = Self.volumes(0, usual: [500, 480, 510, 530, 490])
        },
        .fires("nothing was read, and something should have been") { log in
          log.volumes = Self.volumes(0, usual: [])
        },
        .fires("nothing was read, and there are too few days to say what is usual") { log in
          log.volumes = Self.volumes(0, usual: [500, 480])
        },
        .silent("a quiet day") { log in
          log.requests("Home", 100) { _, _ in }
          log.volumes = Self.volumes(300, usual: [500, 480, 510, 530, 490])
        },
        .silent("a day as small as one of the days before") { log in
          log.requests("Home", 100) { _, _ in }
          log.volumes = Self.volumes(200, usual: [500, 210, 510, 530, 490])
        },
        .silent("too few days to say what is usual") { log in
          log.requests("Home", 100) { _, _ in }
          log.volumes = Self.volumes(10, usual: [500, 480])
        },
        .silent("no history") { log in log.requests("Home", 100) { _, _ in } },
      ]
    )
  }

  /// A day and the days before it, of one service.
  private static func volumes(_ requests: Int64, usual: [Int64]) -> LogVolumes {
    let shop = Report.Environment(service: "shop", env: "production")
    let day = Day(number: 20_000)
    return LogVolumes(
      day: day,
      requests > 0 ? [shop: requests] : [:],
      earlier: usual.enumerated().map { (day.advanced(by: -1 - Int32($0)), [shop: $1]) }
    )
  }

  /// A day that is nearly as small as another one was is not far smaller than usual.
  private static let leastMargin = 0.8

  func findings(in input: RuleInput) -> [Finding] {
    guard let volumes = input.volumes else { return [] }
    let limits = input.thresholds(page)
    let findings = volumes.environments.compactMap { environment -> Finding? in
      guard let usual = volumes.usual(environment), usual.requests >= limits["min_usual"] else {
        return nil
      }
      let requests = volumes.counts[environment] ?? 0
      let isFarLess =
        Double(requests) < usual.requests * limits["max_share"]
        && Double(requests) < Double(usual.least) * Self.leastMargin
      return isFarLess ? finding(volumes, environment, requests, usual, input) : nil
    }
    // What is usual of a service that is quiet on some days says so; nobody else knows better.
    let isUnknown = volumes.environments.allSatisfy { volumes.usual($0) == nil }
    return input.digest.requestCount == 0 && isUnknown ? [nothing(volumes, input)] : findings
  }

  private func finding(
    _ volumes: LogVolumes,
    _ environment: Report.Environment,
    _ requests: Int64,
    _ usual: LogVolumes.Usual,
    _ input: RuleInput
  ) -> Finding {
    let day = volumes.day
    let share = Double(requests) / usual.requests
    var finding = input.finding(page, .empty, .empty)
    (finding.service, finding.env) = (environment.service, environment.env)
    finding.confidence = .strong
    finding.severity = requests == 0 ? .critical : share < 0.1 ? .high : .medium
    finding.title =
      requests == 0
      ? "No log of \(name: environment.service) (\(name: environment.env)) for \(name: day.text)"
      : """
      The log of \(name: environment.service) (\(name: environment.env)) has \(share: share) of the \
      usual requests
      """
    finding.explanation = """
      \(name: day.text) has \(count: requests) requests; \
      \(usual.isWeekday ? "the same weekdays before had" : "the days before had") \
      \(number: usual.requests), and never less than \(count: usual.least).
      """
    finding.recommendation = """
      Look whether the servers ran, whether all their files were read, and whether the writers could \
      write. Then analyze the day again: what was counted is not counted twice.
      """
    finding.evidence = [
      Measurement("requests", count: requests),
      Measurement("usual_requests", usual.requests, .number),
      Measurement("least_requests", count: usual.least),
      Measurement("share_of_usual", share, .share),
      Measurement("days", count: Int64(usual.days)),
    ]
    finding.calculation = [
      "requests / median of \(count: usual.days) earlier days, and below 0.8 of the least of them."
    ]
    return finding
  }

  private func nothing(_ volumes: LogVolumes, _ input: RuleInput) -> Finding {
    var finding = input.finding(page, .empty, .empty)
    finding.confidence = .strong
    finding.severity = .critical
    finding.title = "No log arrived for \(name: volumes.day.text)"
    finding.explanation = "Nothing was read, or nothing that was read holds a request."
    finding.recommendation = """
      Look whether the servers ran, where they write, and whether the inputs of the settings fit the \
      names of their files. Then analyze the day again.
      """
    finding.evidence = [Measurement("requests", count: 0)]
    finding.calculation = ["The requests of all inputs are none."]
    return finding
  }
}
