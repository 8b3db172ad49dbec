import Analysis
import Testing

@Suite("Two environments side by side")
struct EnvironmentComparisonTests {
  /// Staging is twice as slow and is asked for other things.
  private static func days(_ isStaging: Bool) -> [DayFigures] {
    FigureDays().days(10, ["A", "B", "C", "Rare"], seed: isStaging ? 1 : 2) { operation, _ in
      var behaviour = FigureDays.Behaviour(noise: 0)
      let medians = ["A": 10.0, "B": 100, "C": 1000, "Rare": 50]
      behaviour.milliseconds = (medians[operation] ?? 0) * (isStaging ? 2 : 1)
      behaviour.requests = operation == "Rare" ? 10 : operation == "A" && isStaging ? 10_000 : 1000
      behaviour.statements = operation == "B" && isStaging ? 30 : 3
      return behaviour
    }
  }

  @Test("have their means with one mix, their shapes and their order")
  func compare() throws {
    let (live, staging) = (Self.days(false), Self.days(true))
    let result = EnvironmentComparison.compare(live, staging, names: ("live", "staging"))
    #expect(result.rows.map(\.operation.name) == ["A", "B", "C"], "100 requests are too few")
    #expect(result.rankCorrelation == 1)
    let (before, after) = (try #require(result.baselineMean), try #require(result.candidateMean))
    #expect(abs(after / before - 2) < 0.05, "staging's own mix would say less than one")
    #expect((0.99..<1).contains(result.commonShare))
    let row = result.rows[1]
    #expect(abs(try #require(row.baselineTailRatio) - 2.3) < 0.1)
    #expect(abs(try #require(row.candidateTailRatio) - 2.3) < 0.1)
    #expect(abs(try #require(row.candidateStatements) - 30) < 1)
    let none = EnvironmentComparison.compare([], staging, names: ("", ""))
    #expect(none.rows.isEmpty && none.baselineMean == nil && none.rankCorrelation == nil)
  }

  @Test("meet under one name")
  func renamed() {
    let day = Self.days(true)[0].renamed(env: "live")
    #expect(Set(day.operations.keys.map(\.env)) == ["live"])
    #expect(Array(day.environments.keys) == ["live"])
  }
}
