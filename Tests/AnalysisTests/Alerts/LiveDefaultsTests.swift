import Analysis
import GraphQLInstrumentation
import Testing

/// The analyzer and the servers do not import each other, and mean the same all the same.
@Suite("The default levels")
struct LiveDefaultsTests {
  @Test("are those of the servers, rule by rule, in the same units")
  func levels() {
    let live = Thresholds()
    let pairs:
      [(Analysis.AlertRule, GraphQLInstrumentation.AlertRule, GraphQLInstrumentation.AlertLevels)] =
        [
          (.slowQuery, .slowQuery, live.requestMilliseconds),
          (.highComplexity, .highComplexity, live.complexity),
          (.highMemory, .highMemory, live.memoryBytes),
          (.manyStatements, .manyStatements, live.statements),
          (.repeatedStatement, .repeatedStatement, live.repeatedStatements),
          (.connectionWait, .connectionWait, live.connectionWaitMilliseconds),
          (.poolExhaustion, .poolExhaustion, live.poolPercent),
          (.cacheHitRateFall, .cacheHitRateFall, live.hitRateFallPoints),
          (.errorRate, .errorRate, live.errorPercent),
        ]
    #expect(pairs.map(\.0) == Analysis.AlertRule.allCases)
    #expect(pairs.map(\.1) == GraphQLInstrumentation.AlertRule.allCases)
    for (rule, liveRule, levels) in pairs {
      #expect(rule.rawValue == liveRule.rawValue)
      #expect(rule.unit == liveRule.unit)
      let own = AlertThresholds()[rule]
      #expect((own.medium, own.high) == (levels.medium, levels.high), "\(rule)")
    }
  }
}
