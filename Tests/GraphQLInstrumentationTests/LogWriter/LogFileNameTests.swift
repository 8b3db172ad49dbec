import Testing

@testable import GraphQLInstrumentation

@Suite("Names of log files")
struct LogFileNameTests {
  @Test("are read as they are written", arguments: LogFileName.State.allCases)
  func roundTrip(state: LogFileName.State) {
    for base in ["shop", "shop-eu", "a.b_c"] {
      for number in [1, 42, 999, 1000, 123_456] {
        let name = LogFileName(base: base, writer: "0a1b2c3d4e", number: number, state: state)
        #expect(LogFileName(name.text, base: base) == name)
        #expect(LogFileName(name.text, base: "other") == nil)
      }
    }
    #expect(LogFileName("shop-eu-0a1b2c3d4e.001.jsonl", base: "shop") == nil)
  }

  @Test("have a base that every shell and file system takes")
  func base() {
    #expect(LogFileName.base("shop") == "shop")
    #expect(LogFileName.base("../../etc/passwd") == "_.._.._etc_passwd")
    #expect(LogFileName.base("") == "log")
    #expect(LogFileName.base("-rf") == "_-rf")
    #expect(LogFileName.base("größe ok\n") == "gr__e_ok_")
    #expect(LogFileName.base(String(repeating: "x", count: 5000)).count == 100)
  }

  @Test("have a writer that is another each time")
  func writer() {
    let writers = (0..<1000).map { _ in LogFileName.newWriter() }
    #expect(Set(writers).count == 1000)
    #expect(writers.allSatisfy { $0.count == 10 })
  }
}
