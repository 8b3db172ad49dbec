import Analysis
import Testing

@Suite("Findings of earlier days")
struct FindingHistoryTests {
  private static let count = 20
  private static let operation = FigureDays.name("List")

  /// Twenty days; the operation takes 100 ms, and 60 ms from day `faster` on.
  private func figures(faster: Int = .max, asked: Int = .max) -> [DayFigures] {
    var days = FigureDays().days(Self.count, ["List"], seed: 1) { _, day in
      FigureDays.Behaviour(milliseconds: day >= faster ? 60 : 100, noise: 0)
    }
    for index in days.indices where index >= asked { days[index].operations = [:] }
    return days
  }

  /// The findings of each day: the cost in seconds, or none.
  private func findings(_ cost: (Int) -> Double?) -> [(day: Day, findings: DayFindings)] {
    (0..<Self.count).map { number in
      let finding = cost(number).map {
        StoredFinding(
          id: "n_plus_one-1",
          rule: "n_plus_one",
          operation: Self.operation,
          costNanoseconds: $0 * 1e9,
          savingNanoseconds: 30e9
        )
      }
      let all = DayFindings(findings: finding.map { [$0] } ?? [])
      return (Day(number: Int32(20_000 + number)), all)
    }
  }

  private func courses(
    _ cost: (Int) -> Double?,
    _ figures: [DayFigures]
  ) -> [FindingCourse] {
    FindingHistory(findings(cost), figures: figures).courses()
  }

  @Test("that are gone are said, with the saving predicted and the real one")
  func gone() throws {
    let course = try #require(courses({ $0 < 14 ? 50 : nil }, figures(faster: 14)).first)
    #expect(course.state == .gone && course.since == Day(number: 20_014))
    #expect(course.costBefore == 50e9 && course.costSince == 0)
    #expect(course.predictedSaving == 30e9)
    // A thousand requests a day, each 1.13 times 40 ms less.
    #expect(abs(try #require(course.realSaving) - 45.2e9) < 3e9)
  }

  @Test("that cost half, or are back, are said as well")
  func halvedAndBack() throws {
    let halved = try #require(courses({ $0 < 15 ? 50 : 20 }, figures()).first)
    #expect(halved.state == .halved && halved.since == Day(number: 20_015))
    #expect(halved.costBefore == 50e9 && halved.costSince == 20e9)
    #expect(abs(try #require(halved.realSaving)) < 2e9, "nothing was saved")
    let back = try #require(courses({ (6..<16).contains($0) ? nil : 50 }, figures()).first)
    #expect(back.state == .back && back.since == Day(number: 20_016))
    #expect(back.predictedSaving == nil)
  }

  @Test(
    "are not said to be gone after a day or two, when nobody asks any more, or when always rare"
  )
  func notGone() {
    #expect(courses({ $0 < 18 ? 50 : nil }, figures()).isEmpty)
    #expect(courses({ $0 < 14 ? 50 : nil }, figures(asked: 14)).isEmpty)
    #expect(courses({ $0 == 10 ? 50 : nil }, figures()).isEmpty)
    #expect(courses({ _ in 50 }, figures()).isEmpty)
    #expect(courses({ _ in nil }, figures()).isEmpty)
    #expect(courses({ $0 < 3 ? 50 : nil }, figures()).isEmpty, "that was told two weeks ago")
  }
}
