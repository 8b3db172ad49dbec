import Foundation
import LogReading
import MetricLog
import TestSupport
import Testing

@Suite("Numbers")
struct NumberTests {
  // MARK: - Doubles

  @Test("are the nearest doubles, in random decimals")
  func randomDoubles() {
    var random = SeededGenerator(seed: 1)
    var check = LineCheck()
    for _ in 0..<6000 {
      let wide = random.oneIn(2)
      let text =
        (random.oneIn(3) ? "-" : "")
        + DecimalReference.random(&random, exponents: wide ? -345...315 : -25...25)
      expectDouble(text, &check)
    }
  }

  @Test("are the nearest doubles, in every double written shortest")
  func shortestDoubles() {
    var random = SeededGenerator(seed: 2)
    var check = LineCheck()
    for _ in 0..<3000 {
      let value = Double(bitPattern: random.next())
      if value.isFinite { expectDouble("\(value)", &check) }
      // Subnormal numbers, which are rare among random bits.
      let small = Double(bitPattern: random.next() >> UInt64(12 + random.below(52)))
      expectDouble("\(small)", &check)
    }
  }

  @Test("are the nearest doubles, half-way between two of them")
  func halfwayDoubles() {
    var random = SeededGenerator(seed: 3)
    var check = LineCheck()
    for _ in 0..<2000 {
      // 54 bits, the last of them set: half-way between doubles.
      let shift = UInt64(random.below(10))
      let middle = (1 << 53 | random.next() >> 11 | 1) << shift
      for text in ["\(middle)", "\(middle).00000000000000000001", "\(middle - 1).99999999999999"] {
        expectDouble(text, &check)
        expectDouble(text + "e-\(random.below(30))", &check)
      }
    }
  }

  @Test(
    "are the nearest doubles, in cases that parsers got wrong",
    arguments: [
      "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072014e-308",
      "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324",
      "2.47032822920623272088e-324", "1.7976931348623157e308", "1.7976931348623158e308",
      "9007199254740993", "9007199254740992.99999", "9007199254740993.00000000000000000000001",
      "0.500000000000000166533453693773481063544750213623046875", "3.518437208883201171875e13",
      "62.5364939768271845828", "8.10109172351e-10", "1.50000000000000011102230246251565",
      "9007199254740991.4999999999999999999999999999999995", "6.9294956446009195e15", "89255e-22",
      "104110013277974872254e-225", "1e23", "8.5e22", "1e22", "123456789012345678e-23", "-0",
      "-0.0",
      "0e999", "0.0e-999", "1e-999", "100000000000000000000000000000e-29",
    ]
  )
  func hardDoubles(text: String) {
    var check = LineCheck()
    expectDouble(text, &check)
    expectDouble("-" + text.drop { $0 == "-" }, &check)
  }

  @Test("are exact with hundreds of thousands of digits")
  func longDoubles() {
    var check = LineCheck()
    let zeros = String(repeating: "0", count: 300_000)
    expectDouble("0.\(zeros)17e300000", &check)
    expectDouble("17\(zeros)e-300001", &check)
    expectDouble("1.\(zeros)1", &check)
  }

  private func expectDouble(_ text: String, _ check: inout LineCheck) {
    let reference = unsafe strtod(text, nil)
    let reason = check.reason(LineVerdict.line("alert", #""rule":"r","value":\#(text)"#))
    if reference.isInfinite {
      #expect(reason == .numberOutOfRange, "\(text.prefix(60))")
    } else {
      let value = check.batch.alerts.first?.value
      #expect(value?.bitPattern == reference.bitPattern, "\(text.prefix(60)): \(value ?? .nan)")
    }
  }

  @Test(
    "beyond the largest double are refused",
    arguments: ["1.7976931348623159e308", "1e309", "-1e999"]
  )
  func tooLargeDoubles(text: String) {
    let line = LineVerdict.line("alert", #""rule":"r","threshold":\#(text)"#)
    #expect(LineVerdict.reason(line) == .numberOutOfRange)
  }

  // MARK: - Milliseconds

  @Test("are exact nanoseconds, halves rounded to even")
  func milliseconds() {
    var random = SeededGenerator(seed: 4)
    var check = LineCheck()
    var accepted = 0
    for _ in 0..<8000 {
      let text = Self.millisecondText(&random)
      let reason = check.reason(LineVerdict.request(#""duration_ms":\#(text)"#))
      let expected = DecimalReference(text.lowercased()).rounded(shift: 6, limit: 1 << 53)
      let value = check.batch.requests.first?.durationNanoseconds
      #expect(value == expected.map(Int64.init), "\(text)")
      if expected == nil {
        #expect(reason == (text.hasPrefix("-") ? .negativeNumber : .numberOutOfRange), "\(text)")
      } else {
        accepted += 1
      }
    }
    #expect(accepted > 3000)
  }

  private static func millisecondText(_ random: inout SeededGenerator) -> String {
    let sign = random.oneIn(20) ? "-" : ""
    guard random.oneIn(3) else {
      return sign + DecimalReference.random(&random, exponents: -30...25)
    }
    // Half a nanosecond, and the least bit beside it.
    let whole = random.below(1 << (1 + random.below(40)))
    let ends = [
      "5", "50000000000000000000", "5000000000000000000000001", "49999999999999999999999",
    ]
    let micros = "\(1_000_000 + random.below(1_000_000))".dropFirst()
    return "\(sign)\(whole).\(micros)\(random.pick(ends))"
  }

  @Test("reach to 104 days and no further")
  func millisecondLimits() {
    func reason(_ text: String) -> RejectionReason? {
      LineVerdict.reason(LineVerdict.request(#""duration_ms":\#(text)"#))
    }
    for text in ["9007199254.740992", "9007199254740.992e-3", "9.007199254740992e9", "0", "-0.0"] {
      #expect(reason(text) == nil, "\(text)")
    }
    for text in ["9007199254.740993", "9007199255", "1e999", "1e10", "9e18", "18446744073710"] {
      #expect(reason(text) == .numberOutOfRange, "\(text)")
    }
    for text in ["-1", "-0.000001", "-1e-999999999999999999999", "-5e300"] {
      #expect(reason(text) == .negativeNumber, "\(text)")
    }
  }

  // MARK: - Whole numbers

  @Test("are whole however they are written")
  func wholeNumbers() {
    var random = SeededGenerator(seed: 5)
    var check = LineCheck()
    for _ in 0..<6000 {
      var text = DecimalReference.random(&random, exponents: -30...25)
      if random.oneIn(2) {
        // A whole number with its point moved somewhere.
        let zeros = random.below(12)
        text = "\(1 + random.next() >> UInt64(1 + random.below(63)))"
        text += String(repeating: "0", count: zeros) + "e-\(random.below(zeros + 2))"
      }
      let reason = check.reason(LineVerdict.request(#""duration_ms":1,"errors":\#(text)"#))
      let reference = DecimalReference(text.lowercased())
      let expected = reference.whole(limit: UInt64(Int64.max))
      #expect(check.batch.requests.first?.errors == expected.map(Int64.init), "\(text)")
      if expected == nil {
        #expect(reason == .wrongType || reason == .numberOutOfRange, "\(text)")
      }
    }
  }

  @Test(
    "are refused for what is wrong with them",
    arguments: [
      ("5.5", .wrongType), ("5e-1", .wrongType), ("5.00000000000000000000000001", .wrongType),
      ("0.1", .wrongType), ("55e-2", .wrongType), ("9223372036854775807.5", .wrongType),
      ("9223372036854775808", .numberOutOfRange), ("1e19", .numberOutOfRange),
      ("1e999", .numberOutOfRange), ("99999999999999999999999", .numberOutOfRange),
      ("-1", .negativeNumber), ("NaN", .notANumber), ("Infinity", .notANumber),
      ("-Infinity", .notANumber), ("-NaN", .notANumber), ("\"5\"", .wrongType),
      ("true", .wrongType), ("false", .wrongType), ("[]", .wrongType), ("[5]", .wrongType),
      ("{}", .wrongType), ("{\"a\":1}", .wrongType), ("+5", .invalidJSON), ("05", .invalidJSON),
      ("5.", .invalidJSON), (".5", .invalidJSON), ("5e", .invalidJSON), ("5e+", .invalidJSON),
      ("-", .invalidJSON), ("--5", .invalidJSON), ("0x5", .invalidJSON), ("5a", .invalidJSON),
      ("5 5", .invalidJSON), ("Nan", .invalidJSON), ("Inf", .invalidJSON), ("-01", .invalidJSON),
      ("nul", .invalidJSON), ("nulls", .invalidJSON), ("tru", .invalidJSON), ("", .invalidJSON),
      ("'5'", .invalidJSON), ("\u{FF15}", .invalidJSON), ("[5", .invalidJSON),
    ] as [(String, RejectionReason)]
  )
  func refusedCounts(text: String, reason: RejectionReason) {
    let line = LineVerdict.request(#""duration_ms":1,"errors":\#(text)"#)
    #expect(LineVerdict.reason(line) == reason)
  }

  @Test(
    "have the same value in all their forms",
    arguments: ["5", "5.0", "5e0", "50e-1", "0.05E+2"]
  )
  func formsOfFive(text: String) {
    var check = LineCheck()
    let members = #""duration_ms":\#(text),"status":\#(text),"memory":{"delta_bytes":-\#(text)}"#
    #expect(check.reason(LineVerdict.request(members)) == nil)
    #expect(check.batch.requests.map(\.durationNanoseconds) == [5_000_000])
    #expect(check.batch.requests.map(\.status) == [5])
    #expect(check.batch.requests.map(\.memoryDeltaBytes) == [-5])
  }

  @Test("that are null are absent, unless they are required")
  func nullNumbers() {
    var check = LineCheck()
    #expect(check.reason(LineVerdict.request(#""duration_ms":null"#)) == .missingField)
    let members = #""duration_ms":1,"errors":null,"request_bytes":null,"db":{"count":null}"#
    #expect(check.reason(LineVerdict.request(members)) == nil)
    #expect(check.batch.requests.map(\.presence) == [RequestPresence()])
    let element = #""duration_ms":1,"db":{"statements":[{"fingerprint":"f","count":null}]}"#
    #expect(check.reason(LineVerdict.request(element)) == .missingField)
    #expect(check.reason(LineVerdict.request(#""duration_ms":1,"fields":[null]"#)) == .wrongType)
  }

  @Test("keep to the limits of their field")
  func fieldLimits() {
    func reason(_ members: String) -> RejectionReason? {
      LineVerdict.reason(LineVerdict.request(#""duration_ms":1,"# + members))
    }
    #expect(reason(#""status":999"#) == nil)
    #expect(reason(#""status":1000"#) == .numberOutOfRange)
    #expect(reason(#""weight":1000000000"#) == nil)
    #expect(reason(#""weight":1000000001"#) == .numberOutOfRange)
    #expect(reason(#""weight":0"#) == .invalidValue)
    #expect(reason(#""weight":-1"#) == .negativeNumber)
    #expect(reason(#""seq":0"#) == .invalidValue)
    #expect(reason(#""seq":9223372036854775807"#) == nil)
    #expect(reason(#""seq":9223372036854775808"#) == .numberOutOfRange)
    #expect(LineVerdict.reason(LineVerdict.line("process", #""cpu_percent":1e9"#)) == nil)
    let tooBusy = LineVerdict.line("process", #""cpu_percent":1000000001"#)
    #expect(LineVerdict.reason(tooBusy) == .numberOutOfRange)
    let idle = LineVerdict.line("process", #""cpu_percent":-0.1"#)
    #expect(LineVerdict.reason(idle) == .negativeNumber)
  }
}
