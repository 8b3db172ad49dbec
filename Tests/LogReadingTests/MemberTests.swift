import LogReading
import MetricLog
import TestSupport
import Testing

@Suite("Members")
struct MemberTests {
  @Test("may stand in any order, the type last")
  func anyOrder() throws {
    var random = SeededGenerator(seed: 21)
    var check = LineCheck()
    for (seq, members) in SampleLines.members(7).enumerated() {
      let expected = try #require(Self.row("{\(members.joined(separator: ","))}", &check))
      for round in 0..<60 {
        var shuffled = members.shuffled(using: &random)
        if round % 3 == 0 {
          shuffled = shuffled.filter { !$0.hasPrefix("\"type\"") }
          shuffled += members.filter { $0.hasPrefix("\"type\"") }
        }
        let line = Self.spaced(shuffled, &random)
        #expect(Self.row(line, &check) == expected, "type \(seq): \(line)")
      }
    }
  }

  @Test("get the same verdict whatever lines were read before")
  func memoryOfEarlierLines() {
    var random = SeededGenerator(seed: 22)
    var old = LineCheck()
    var counts: [String: Int] = [:]
    for _ in 0..<1500 {
      let line = Array(Self.crafted(&random).utf8)
      var new = LineCheck()
      let (first, second) = (old.read(line), new.read(line))
      #expect(first == second, "\(String(decoding: line, as: UTF8.self))")
      #expect(old.batch.rowTexts == new.batch.rowTexts)
      #expect(old.batch.unknownTexts == new.batch.unknownTexts)
      if case .rejected(let failure) = first {
        #expect(old.batch.allRowCount == 0, "a refused line leaves no trace")
        counts[failure.reason.name, default: 0] += 1
      } else {
        counts["accepted", default: 0] += 1
      }
    }
    // Each kind of line is among them often enough.
    #expect(counts["accepted", default: 0] > 200 && counts["duplicate_key", default: 0] > 100)
  }

  @Test(
    "that name the source are refused a second time, before and behind a remembered run of them"
  )
  func secondSource() {
    let run = #""service":"s","env":"e","host":"h","release":"r","writer":"w""#
    let start = #"{"v":1,"type":"deploy","time":"2026-03-14T02:41:10Z""#
    for twice in ["service", "env", "host", "release", "writer"] {
      for value in ["\"s\"", "\"x\"", "null"] {
        var check = LineCheck()
        for _ in 0..<3 {
          #expect(check.reason(Array("\(start),\(run)}".utf8)) == nil)
          let behind = #"\#(start),\#(run),"\#(twice)":\#(value)}"#
          #expect(check.reason(Array(behind.utf8)) == .duplicateKey, "\(behind)")
          let before =
            #"{"v":1,"type":"deploy","\#(twice)":\#(value),"#
            + #""time":"2026-03-14T02:41:10Z",\#(run)}"#
          #expect(check.reason(Array(before.utf8)) == .duplicateKey, "\(before)")
        }
      }
    }
  }

  @Test("are known by their text, escaped or not")
  func escapedKeys() {
    var check = LineCheck()
    let line =
      #"{"\u0076":1,"t\u0079pe":"r\u0065quest","time":"2026-03-14T02:41:10\u005a","#
      + #""s\u0065rvice":"s","dur\u0061tion_ms":5,"dur\u0061tion_m\u0073\u0000":6}"#
    #expect(check.reason(Array(line.utf8)) == nil)
    #expect(check.batch.requests.map(\.durationNanoseconds) == [5_000_000])
    #expect(check.batch.unknownTexts == ["-.duration_ms\0": 1])
    let twice = LineVerdict.request(#""duration_ms":5,"duration_\u006ds":5"#)
    #expect(check.reason(twice) == .duplicateKey)
    #expect(check.reason(Array(#"{"v\u0000":1,"type":"x"}"#.utf8)) == .missingField)
  }

  @Test("that are not known are counted by their place and name, in any length")
  func unknownMembers() {
    var check = LineCheck()
    for length in [1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 200] {
      let name = String(repeating: "k", count: length)
      let object = #"{"name":"x","\#(name)":[{"a":[]},"",1e5,true,null]}"#
      let line = LineVerdict.request(
        #""duration_ms":1,"\#(name)":{},"client":\#(object),"\#(name)":2"#
      )
      #expect(check.reason(line) == nil)
      #expect(check.batch.unknownTexts == ["-.\(name)": 2, "client.\(name)": 1])
    }
    // Names that are known in other places are unknown in these.
    let line = LineVerdict.request(
      #""duration_ms":1,"document":"x","version":1,"client":{"service":1},"db":{"v":1}"#
    )
    #expect(check.reason(line) == nil)
    #expect(
      check.batch.unknownTexts == ["-.document": 1, "-.version": 1, "client.service": 1, "db.v": 1]
    )
  }

  @Test("of the record mean nothing inside its objects, and the other way round")
  func placesOfNames() {
    let objects: [(type: String, start: String, end: String, parent: String, own: [String])] = [
      ("request", #""client":{"#, "}", "client", ["name", "version"]),
      (
        "request", #""operation":{"#, "}", "operation",
        ["name", "kind", "signature", "complexity", "depth"]
      ),
      ("request", #""db":{"#, "}", "db", ["count", "time_ms", "wait_ms", "statements"]),
      (
        "request", #""db":{"statements":[{"fingerprint":"f","count":1,"#, "}]}", "statements",
        ["fingerprint", "field", "count", "time_ms", "distinct"]
      ),
      (
        "request", #""cache":[{"name":"c","#, "}]", "cache",
        ["name", "level", "hits", "misses", "writes", "evictions"]
      ),
      ("request", #""memory":{"#, "}", "memory", ["delta_bytes", "resident_bytes"]),
      (
        "request", #""fields":[{"field":"f","#, "}]", "fields",
        ["field", "calls", "time_ms", "items"]
      ),
      (
        "process", #""pools":[{"name":"p","#, "}]", "pools",
        ["name", "size", "in_use", "waiting", "errors"]
      ),
    ]
    var check = LineCheck()
    for object in objects {
      let required = object.type == "request" ? #""duration_ms":1,"# : ""
      for field in FieldName.allCases where !object.own.contains(field.text) {
        let member = #""\#(field.text)":"x""#
        let line = LineVerdict.line(
          object.type,
          "\(required)\(object.start)\(member)\(object.end)"
        )
        #expect(check.reason(line) == nil, "\(object.parent).\(field.text)")
        #expect(check.batch.unknownTexts == ["\(object.parent).\(field.text)": 1])
      }
    }
  }

  @Test("of every nested object are refused a second time")
  func nestedDuplicates() {
    for members in [
      #""client":{"name":"a","name":"a"}"#, #""client":{"name":null,"name":"a"}"#,
      #""db":{"count":1,"count":1}"#, #""cache":[{"name":"a","hits":1,"hits":1}]"#,
      #""fields":[{"field":"a","field":"a"}]"#, #""memory":{"delta_bytes":1,"delta_bytes":1}"#,
      #""operation":{"kind":"query","kind":"query"}"#, #""errors":null,"errors":1"#,
    ] {
      let line = LineVerdict.request(#""duration_ms":1,"# + members)
      #expect(LineVerdict.reason(line) == .duplicateKey, "\(members)")
    }
    let unknown = LineVerdict.request(#""duration_ms":1,"x":1,"x":1,"client":{"y":1,"y":1}"#)
    #expect(LineVerdict.reason(unknown) == nil)
  }

  @Test("nest 64 levels deep and no deeper, known or not")
  func nesting() {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      for (levels, reason) in [(63, nil), (64, .nestedTooDeep)] as [(Int, RejectionReason?)] {
        let inner = open == "[" ? "" : "1"
        let value =
          String(repeating: open, count: levels) + inner + String(repeating: close, count: levels)
        #expect(LineVerdict.reason(LineVerdict.line("deploy", #""x":\#(value)"#)) == reason)
        #expect(
          LineVerdict.reason(LineVerdict.request(#""duration_ms":1,"client":{"x":\#(value)}"#))
            == (levels == 63 ? .nestedTooDeep : reason)
        )
      }
    }
    let million = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(LineVerdict.reason(million) == .nestedTooDeep)
  }

  @Test("with an empty writer leave the record unidentified")
  func emptyWriter() {
    var check = LineCheck()
    for (members, seq) in [
      (#""writer":"w","seq":5"#, 5), (#""seq":5,"writer":"""#, 0), (#""seq":5"#, 0),
      (#""writer":null,"seq":5"#, 0), (#""writer":"w""#, 0),
      (#""env":"","host":"","release":"","writer":"","seq":5"#, 0),
    ] as [(String, UInt64)] {
      #expect(check.reason(LineVerdict.line("deploy", members)) == nil)
      #expect(check.batch.deploys.map(\.head.seq) == [seq], "\(members)")
    }
  }

  // MARK: - Lines

  private static func row(_ line: String, _ check: inout LineCheck) -> String? {
    _ = check.read(Array(line.utf8))
    return check.batch.rowTexts.first
  }

  /// Members as an object, with white space here and there.
  private static func spaced(_ members: [String], _ random: inout SeededGenerator) -> String {
    func space() -> String { random.oneIn(6) ? random.pick([" ", "\t", "\r", "  \t ", "\n"]) : "" }
    var line = space() + "{"
    for (index, member) in members.enumerated() {
      line += (index > 0 ? space() + "," : "") + space() + member
    }
    return line + space() + "}" + space()
  }

  /// A line that is made to confuse what the reader remembers: of sources, days and orders.
  private static func crafted(_ random: inout SeededGenerator) -> String {
    var members = random.pick(SampleLines.members(random.within(1...3)))
    let second = random.pick(["10", "59", "60", "61", "1x"])
    let day = random.pick(["2026-03-14", "2026-03-15", "2026-02-29"])
    let clock = random.pick(["02:41:\(second).318224Z", "23:59:\(second).000000Z", "24:00:00Z"])
    members[1] =
      #""time":"\#(random.oneIn(2) ? "2026-03-14T02:41:07.318224Z" : day + "T" + clock)""#
    let source = random.pick(["service", "env", "host", "release", "writer"])
    switch random.below(9) {
    case 0: members.shuffle(using: &random)
    case 1: members.append(#""\#(source)":\#(random.pick(["\"x\"", "null", "\"p4w7zc\""]))"#)
    case 2: members.insert(#""\#(source)":null"#, at: random.below(members.count))
    case 3: members.swapAt(random.below(members.count), random.below(members.count))
    case 4: members.remove(at: random.below(members.count))
    case 5: members.insert(random.pick(members), at: random.below(members.count))
    case 6: members.insert(#""s\u0065rvice":"x""#, at: random.below(members.count))
    case 7:
      let index = random.below(members.count)
      members[index] = members[index].replacing(
        ":",
        with: random.pick([" :", ": ", "::", ":null,"])
      )
    default: break
    }
    var line =
      random.oneIn(3) ? spaced(members, &random) : "{" + members.joined(separator: ",") + "}"
    if random.oneIn(8) { line = String(line.prefix(random.below(line.count))) }
    return line
  }
}
