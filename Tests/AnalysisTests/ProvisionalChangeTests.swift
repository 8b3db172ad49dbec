import Analysis
import Foundation
import TestSupport
import Testing

@Suite("The first look at the last day")
struct ProvisionalChangeTests {
  /// Eight weeks and a day of hours; `Slower` takes `factor` times as long on the last day.
  private static func hours(seed: UInt64, factor: Double) -> [(day: Day, hours: DayHours)] {
    var random = SeededGenerator(seed: seed)
    return (0...56).map { number in
      var rows: [OperationName: OperationHours] = [:]
      for name in ["Quiet", "Slower"] {
        let mood = exp(0.03 * (random.unit() + random.unit() + random.unit() - 1.5))
        var operation = OperationHours()
        operation.hours = (0..<24).map { hour in
          let level =
            mood * (1 + 0.02 * random.unit()) * (name == "Slower" && number == 56 ? factor : 1)
          return OperationHours.Hour(
            hour: UInt8(hour),
            requests: 100,
            durationNanoseconds: Int64(1e10 * level * (1 + 0.3 * sin(Double(hour))))
          )
        }
        rows[FigureDays.name(name)] = operation
      }
      return (Day(number: Int32(20_000 + number)), DayHours(rows: rows))
    }
  }

  private static let operations = [FigureDays.name("Quiet"), FigureDays.name("Slower")]

  @Test("finds a third more of one operation, and nothing on a quiet day")
  func found() throws {
    var found = 0
    var alarms = 0
    for seed in UInt64(1)...12 {
      let last = Day(number: 20_056)
      let slower = ProvisionalChanges.changes(
        Self.hours(seed: seed, factor: 1.35),
        last: last,
        operations: Self.operations
      )
      if slower.first?.operation.name == "Slower" { found += 1 }
      alarms += slower.count { $0.operation.name == "Quiet" }
      alarms +=
        ProvisionalChanges.changes(
          Self.hours(seed: seed + 50, factor: 1),
          last: last,
          operations: Self.operations
        ).count
    }
    #expect(found >= 10, "\(found) of 12")
    #expect(alarms <= 2, "\(alarms) of 36")
  }

  @Test("is not told where the days say the same already")
  func known() {
    func look(_ name: String, _ effect: Double) -> Comparison.Provisional {
      Comparison.Provisional(
        operation: FigureDays.name(name),
        effect: effect,
        effectLower: effect - 0.1,
        effectUpper: effect + 0.1,
        hours: 20,
        adjustedPValue: 0.01
      )
    }
    var comparison = Comparison()
    for (name, metric, outcome) in [
      ("Slower", ComparisonMetric.mean, Comparison.Outcome.regression),
      ("Back", .mean, .improvement), ("Tail", .p95, .regression), ("New", .mean, .unchanged),
    ] {
      let operation = FigureDays.name(name)
      comparison.changes.append(.init(operation: operation, metric: metric, outcome: outcome))
    }
    comparison.note(
      firstLooks: [look("Slower", 0.4), look("Back", 0.3), look("Tail", 0.5), look("New", -0.3)]
    )
    #expect(comparison.provisional.map(\.operation.name) == ["Back", "Tail", "New"])
    comparison.note(firstLooks: [look("Slower", -0.4), look("Back", -0.3)])
    #expect(comparison.provisional.map(\.operation.name) == ["Slower"])
  }

  @Test("says nothing without weeks enough")
  func few() {
    let hours = Array(Self.hours(seed: 1, factor: 2).suffix(20))
    let last = Day(number: 20_056)
    #expect(
      ProvisionalChanges.changes(hours, last: last, operations: Self.operations).isEmpty
    )
    #expect(ProvisionalChanges.changes([], last: last, operations: Self.operations).isEmpty)
  }

  @Test("a client's requests are told apart by their means, and by nothing that is not kept")
  func client() throws {
    let day = FigureDays().days(1, ["List"], seed: 1) { _, _ in FigureDays.Behaviour() }[0]
    var row = OperationDetails()
    row.clients = [
      OperationDetails.Client(
        name: "web",
        version: "5",
        requests: 30,
        requestsWithErrors: 3,
        nanoseconds: 6_000_000_000
      ),
      OperationDetails.Client(
        name: "ios",
        version: "8",
        requests: 970,
        requestsWithErrors: 0,
        nanoseconds: 1
      ),
    ]
    let details = DayDetails(rows: [FigureDays.name("List"): row])
    func part(_ slice: RequestSlice) -> ComparisonPeriod {
      var period = ComparisonPeriod([])
      period.add(day, DaySketches(rows: [:]), details, slice)
      return period
    }
    for client in ["web", "web 5"] {
      let web = part(RequestSlice(client: client))
      let figures = try #require(web.days.first?.operations[FigureDays.name("List")])
      #expect(web.days[0].requests == 30 && figures.requestsWithErrors == 3)
      #expect(figures.level(.mean)?.level == 2e8 && figures.level(.p95) == nil)
      #expect(web.sketches.isEmpty && web.details.isEmpty)
      let unnamed = day.requests - 1000
      #expect(web.omissions.contains { $0.kind == .figuresOfClients })
      #expect(
        web.omissions.first { $0.kind == .unnamedClients }?.requests
          == (unnamed > 0 ? unnamed : nil)
      )
    }
    #expect(part(RequestSlice(client: "web 6")).days.isEmpty)
    #expect(part(RequestSlice(env: "staging")).days.isEmpty)
    let production = part(RequestSlice(env: "production"))
    #expect(production.days == [day] && production.omissions.isEmpty)
    #expect(production.details.count == 1 && production.sketches.count == 1)
  }
}
