import Analysis
import Testing

@Suite("ISO weeks")
struct WeekTests {
  /// From the calendars of `date -d DAY +%G-W%V`.
  @Test(
    "are named as ISO 8601 has them",
    arguments: [
      ("2026-11-22", "2026-W47"), ("2026-11-23", "2026-W48"), ("2027-01-01", "2026-W53"),
      ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"), ("2024-12-30", "2025-W01"),
      ("2021-01-03", "2020-W53"), ("1970-01-01", "1970-W01"), ("1969-12-28", "1969-W52"),
      ("2000-02-29", "2000-W09"),
    ]
  )
  func names(day: String, week: String) throws {
    let day = try #require(Day(day))
    #expect(Week(of: day).text == week)
    #expect(Week(week) == Week(of: day))
  }

  @Test("hold seven days from Monday on, over eight hundred years")
  func days() {
    var week = Week(of: Day(number: -200_000))
    for number in Int32(-200_000)...100_000 {
      let day = Day(number: number)
      let own = Week(of: day)
      #expect(own == week || own.firstDay == week.lastDay.advanced(by: 1))
      #expect(own.firstDay <= day && day <= own.lastDay)
      if own != week { #expect(day == own.firstDay) }
      week = own
    }
    #expect(Week(of: Day(number: .max)).firstDay < Day(number: .max))
  }

  @Test("are refused in any other form")
  func refused() {
    for text in [
      "", "2026", "2026-W", "2026-W0", "2026-W00", "2026-W54", "2025-W53", "26-W04", "2026W47",
      "2026-w47", "2026-W47-1", "2026-W4x", "20x6-W47", " 2026-W47", "2026-W047",
    ] {
      #expect(Week(text) == nil, "\(text)")
    }
  }
}
