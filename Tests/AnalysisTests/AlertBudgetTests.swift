import Analysis
import Testing

@Suite("A budget of alerts")
struct AlertBudgetTests {
  /// Ninety days: `Worse` takes 60 % more from day 60 on, `Slightly` 18 % more from day 75 on.
  private static let days = FigureDays().days(90, ["Worse", "Slightly"], seed: 6) {
    operation,
    day in
    var behaviour = FigureDays.Behaviour()
    if operation == "Worse", day >= 60 { behaviour.milliseconds *= 1.6 }
    if operation == "Slightly", day >= 75 { behaviour.milliseconds *= 1.18 }
    return behaviour
  }

  private static let budget = AlertBudget(days)

  @Test("names the nights that would have alerted, each operation once")
  func nights() throws {
    #expect(Self.budget.nights == AlertBudget.mostNights)
    let all = try #require(Self.budget.proposal(perWeek: 2))
    #expect(all.leastEffect == 0.1, "two alerts in eight weeks are within any threshold")
    #expect(Set(all.alerts.map(\.operation.name)) == ["Worse", "Slightly"])
    #expect(all.alerts.count == 2)
    for alert in all.alerts {
      let change: Int32 = alert.operation.name == "Worse" ? 20_060 : 20_075
      #expect((change + 3...change + 6).contains(alert.night.number), "four days are needed")
    }
  }

  @Test("proposes the lowest threshold within it")
  func threshold() throws {
    let one = try #require(Self.budget.proposal(perWeek: 0.125))
    #expect((0.2...0.5).contains(one.leastEffect))
    #expect(one.alerts.map(\.operation.name) == ["Worse"])
    let none = try #require(Self.budget.proposal(perWeek: 0))
    #expect(none.alerts.isEmpty && none.leastEffect > 0.5)
    #expect(AlertBudget([]).proposal(perWeek: 2) == nil)
    #expect(AlertBudget(Array(Self.days.prefix(1))).nights == 0)
    let few = Array(Self.days.suffix(12))
    #expect(AlertBudget(few, threads: 3).proposals == AlertBudget(few).proposals)
  }
}
