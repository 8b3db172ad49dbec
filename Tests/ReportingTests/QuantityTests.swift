import Reporting
import Testing

@Suite("Numbers for people")
struct QuantityTests {
  @Test("durations have three digits and the unit that suits them")
  func durations() {
    let cases: [(Int64, String)] = [
      (0, "0ns"), (999, "999ns"), (1_000, "1.00µs"), (9_994, "9.99µs"), (9_996, "10.0µs"),
      (999_499, "999µs"), (999_500, "1.00ms"), (83_112_000, "83.1ms"), (5_201_333_000, "5.20s"),
      (599_000_000_000, "599s"), (700_000_000_000, "11.7min"), (36_927_921_000_789, "10.3h"),
      (.max, "106752d"),
    ]
    for (nanoseconds, text) in cases {
      #expect(Quantity().duration(nanoseconds) == text)
    }
    #expect(Quantity(space: " ", unicode: false).duration(Int64(1_500)) == "1.50 us")
    #expect(Quantity().duration(Int64?.none) == "-")
    #expect(Quantity().duration(Double.nan) == "-")
  }

  @Test("sizes have binary units")
  func bytes() {
    let cases: [(Int64, String)] = [
      (0, "0B"), (999, "999B"), (1_000, "0.98KiB"), (1_024, "1.00KiB"), (524_288, "512KiB"),
      (1_073_741_824, "1.00GiB"), (.max, "8.00EiB"),
    ]
    for (size, text) in cases { #expect(Quantity().bytes(size) == text) }
    #expect(Quantity().growth(2_048) == "+2.00KiB")
    #expect(Quantity().growth(-2_048) == "-2.00KiB")
    #expect(Quantity().growth(0.0) == "0B")
  }

  @Test("counts are whole with separators, or short with a prefix")
  func counts() {
    #expect(Quantity.count(0) == "0")
    #expect(Quantity.count(999) == "999")
    #expect(Quantity.count(1_000) == "1,000")
    #expect(Quantity.count(-1_204_331) == "-1,204,331")
    #expect(Quantity.count(.max) == "9,223,372,036,854,775,807")
    #expect(Quantity.shortCount(999) == "999")
    #expect(Quantity.shortCount(12_345) == "12.3k")
    #expect(Quantity.shortCount(999_600) == "1.00M")
    #expect(Quantity.shortCount(.max) == "9.22E")
    #expect(Quantity.number(0.004) == "<0.01")
    #expect(Quantity.number(0) == "0")
    #expect(Quantity.number(.infinity) == "-")
  }

  @Test("only nothing is 0% and only everything is 100%")
  func percentages() {
    #expect(Quantity.percent(0) == "0%")
    #expect(Quantity.percent(1) == "100%")
    #expect(Quantity.percent(0.4132) == "41.3%")
    #expect(Quantity.percent(0.0001) == "<0.1%")
    #expect(Quantity.percent(0.99999) == ">99.9%")
    #expect(Quantity.percent(0.0012, decimals: 2) == "0.12%")
    #expect(Quantity.percent(0.1234, decimals: 2) == "12.3%")
    #expect(Quantity.percent(0.00001, decimals: 2) == "<0.01%")
    #expect(Quantity.percent(nil) == "-")
  }

  @Test("decimals keep every digit of the integer")
  func decimals() {
    let cases: [(Int64, String)] = [
      (0, "0"), (1, "0.000001"), (123_456_789, "123.456789"), (5_000_000, "5"),
      (-1_500_000, "-1.5"),
      (.max, "9223372036854.775807"), (.min, "-9223372036854.775808"),
    ]
    for (value, text) in cases { #expect(ExactDecimal.text(value, decimals: 6) == text) }
  }
}
