internal import MetricLog

/// A host whose wall clock was set back while it wrote.
struct ClockTroubleRule: Rule {
  static let id = "clock_trouble"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "A clock that jumps",
      meaning: [
        "A writer numbers its records in the order in which requests end. Where a later record ends "
          + "earlier by the wall clock, the clock was set back in between: hours, trends and the order "
          + "of releases are then off by as much. Durations come from another clock and are right."
      ],
      thresholds: [
        Threshold("min_seconds", 5, "s", "How far it goes back.")
      ],
      examples: [
        .fires("an hour back in the middle of the night") { log in
          log.requests("Home", 100) { index, request in
            request.delayMicroseconds = index >= 50 ? -3_600_000_000 : 0
          }
        },
        .silent("a clock that runs on") { log in log.requests("Home", 100) { _, _ in } },
      ]
    )
  }

  /// One sampled record of a writer.
  private struct Tick {
    var seq: UInt64
    var endMicroseconds: Int64
  }

  /// One writer, who may share its name with one of another host.
  private struct Writer: Hashable {
    var service: Symbol
    var env: Symbol
    var host: Symbol
    var release: Symbol
    var writer: Symbol
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    var ticks: [Writer: [Tick]] = [:]
    for operation in input.operations {
      for request in operation.requests where request.seq > 0 {
        let writer = Writer(
          service: operation.key.service,
          env: operation.key.env,
          host: request.host,
          release: request.release,
          writer: request.writer
        )
        let end = request.timeMicroseconds.addingReportingOverflow(request.nanoseconds / 1000)
        guard !end.overflow else { continue }
        ticks[writer, default: []].append(Tick(seq: request.seq, endMicroseconds: end.partialValue))
      }
    }
    var worst: [Symbol: (writer: Writer, back: Int64, time: Int64)] = [:]
    for (writer, ticks) in ticks {
      let jump = Self.largestJump(ticks)
      guard Double(jump.back) >= limits["min_seconds"] * 1e6 else { continue }
      if jump.back > worst[writer.host]?.back ?? 0 {
        worst[writer.host] = (writer, jump.back, jump.time)
      }
    }
    return worst.values.map { finding($0.writer, $0.back, $0.time, input, limits) }
  }

  /// How far the end of a record lies before that of an earlier one, at most, and when.
  private static func largestJump(_ ticks: [Tick]) -> (back: Int64, time: Int64) {
    var latest = Int64.min
    var jump: (back: Int64, time: Int64) = (0, 0)
    for tick in ticks.sorted(by: { $0.seq < $1.seq }) {
      if latest != .min, latest - tick.endMicroseconds > jump.back {
        jump = (latest - tick.endMicroseconds, tick.endMicroseconds)
      }
      latest = max(latest, tick.endMicroseconds)
    }
    return jump
  }

  @inline(never)
  private func finding(
    _ writer: Writer,
    _ back: Int64,
    _ time: Int64,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding {
    var finding = input.finding(page, writer.service, writer.env)
    finding.confidence = .probable
    finding.severity = .low
    finding.subject.host = input.text(writer.host)
    finding.title = """
      Host \(name: input.text(writer.host)): the clock went back by \
      \(nanoseconds: Double(back) * 1000)
      """
    finding.explanation = """
      Records that writer \(name: input.text(writer.writer)) numbered later ended earlier, around \
      \(time: time).
      """
    finding.recommendation = """
      Let a time service slew the clock of \(name: input.text(writer.host)) instead of setting it.
      """
    finding.evidence = [Measurement("back", Double(back) * 1000, .nanoseconds)]
    finding.calculation = [
      """
      time + duration of sampled records in the order of seq; it never falls by more than \
      \(number: limits["min_seconds"]) s on a good clock.
      """
    ]
    return finding
  }
}
