import GraphQLInstrumentation
import MetricLog
import Testing

@Suite("The gate of alerts")
struct AlertGateTests {
  private static let levels = AlertLevels(medium: 100, high: 200)
  private static let key = AlertGate.Key(rule: .slowQuery, subject: "A")
  private static let second: Int64 = 1_000_000_000

  @Test("opens once for a condition that lasts, and again when it gets worse")
  func lasting() {
    var gate = AlertGate(policy: AlertPolicy())
    let values: [Double] = [100, 101, 150, 199, 201, 500, 170, 201]
    let severities = values.map { gate.judge(Self.key, $0, Self.levels, nanoseconds: 0) }
    #expect(severities == [nil, .medium, nil, nil, .high, nil, nil, nil])
    let much = gate.judge(Self.key, 300, Self.levels, nanoseconds: 10_000 * Self.second)
    #expect(much == nil, "it has never ended")
  }

  @Test("takes a condition for ended only when it is well below the threshold")
  func hysteresis() {
    var gate = AlertGate(policy: AlertPolicy())
    func judge(_ value: Double, at seconds: Int64) -> Alert.Severity? {
      gate.judge(Self.key, value, Self.levels, nanoseconds: seconds * Self.second)
    }
    #expect(judge(120, at: 0) == .medium)
    #expect(gate.activeCount == 1)
    #expect(judge(81, at: 400) == nil)
    #expect(judge(120, at: 401) == nil, "81 is not below 80, so it has not ended")
    #expect(judge(79, at: 402) == nil)
    #expect(gate.activeCount == 0)
    #expect(judge(120, at: 403) == .medium)
  }

  @Test("stays shut for the cooldown after an alert")
  func cooldown() {
    var gate = AlertGate(policy: AlertPolicy())
    func judge(_ value: Double, at seconds: Int64) -> Alert.Severity? {
      gate.judge(Self.key, value, Self.levels, nanoseconds: seconds * Self.second)
    }
    #expect(judge(120, at: 0) == .medium)
    #expect(judge(10, at: 1) == nil)
    #expect(judge(120, at: 299) == nil)
    #expect(judge(250, at: 299) == .high, "worse than the last alert")
    #expect(judge(10, at: 300) == nil)
    #expect(judge(250, at: 598) == nil)
    #expect(judge(250, at: 599) == .high, "the cooldown counts from the last alert")
  }

  @Test("lets ten alerts a minute through, and counts the rest")
  func cap() {
    var gate = AlertGate(policy: AlertPolicy())
    func raised(at seconds: Int64) -> Int {
      (0..<25).filter { number in
        let key = AlertGate.Key(rule: .slowQuery, subject: "op\(number)")
        return gate.judge(key, 150, Self.levels, nanoseconds: seconds * Self.second) != nil
      }.count
    }
    #expect(raised(at: 0) == 10)
    #expect(gate.withheld == 15)
    #expect(raised(at: 59) == 0)
    #expect(raised(at: 60) == 10, "what was withheld comes when there is room")
    #expect(raised(at: 120) == 5)
    #expect(raised(at: 180) == 0)
  }

  @Test("does not grow with the names that come from outside")
  func flood() {
    var policy = AlertPolicy()
    policy.mostPerMinute = .max
    var gate = AlertGate(policy: policy)
    var raised = 0
    for number in 0..<20_000 {
      let key = AlertGate.Key(rule: .slowQuery, subject: "op\(number)")
      if gate.judge(key, 150, Self.levels, nanoseconds: 0) != nil { raised += 1 }
    }
    #expect(raised == AlertGate.keyLimit)
    #expect(gate.withheld == 20_000 - raised)
  }
}
