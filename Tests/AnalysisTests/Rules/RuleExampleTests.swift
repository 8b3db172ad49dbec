import Analysis
import Testing

@Suite("The rules")
struct RuleExampleTests {
  @Test("fire on the logs of their pages on which they must, and on no other of them")
  func examples() {
    for page in RuleCatalog.pages {
      for example in page.examples {
        let digest = example.digest()
        #expect(
          RuleCatalog.fires(page.id, on: digest, volumes: example.volumes) == example.fires,
          "\(page.id): \(example.title)"
        )
      }
    }
  }

  @Test("each have a log on which they must fire, and one on which they must not")
  func bothKinds() {
    for page in RuleCatalog.pages {
      #expect(page.examples.contains { $0.fires }, "\(page.id)")
      #expect(page.examples.contains { !$0.fires }, "\(page.id)")
      #expect(Set(page.thresholds.map(\.name)).count == page.thresholds.count, "\(page.id)")
    }
    #expect(Set(RuleCatalog.pages.map(\.id)).count == RuleCatalog.pages.count)
  }

  @Test("find nothing in an empty digest")
  func empty() {
    var digest = Digest()
    digest.settle()
    #expect(RuleCatalog.firing(on: digest).isEmpty)
  }

  @Test("survive whatever a log may hold", arguments: [1, 2] as [UInt64])
  func anything(seed: UInt64) {
    var log = RandomLog(seed: seed)
    (log.services, log.envs) = (["shop"], ["production"])
    var records = log.records(1200)
    for index in records.indices where index % 7 == 0 {
      guard case .request(var request) = records[index].content else { continue }
      request.nanoseconds = index % 2 == 0 ? .max : 0
      request.complexity = .max
      request.weight = index % 3 == 0 ? .max : 1
      records[index].content = .request(request)
    }
    let report = Runs.report(records)
    for finding in report.findings {
      #expect(finding.costNanoseconds.isFinite && finding.costNanoseconds >= 0, "\(finding.id)")
      for measurement in finding.evidence {
        #expect(measurement.value.isFinite, "\(finding.id) \(measurement.name)")
      }
    }
  }

  @Test("can be switched off, and go by the thresholds of the settings")
  func settings() throws {
    let page = try #require(RuleCatalog.pages.first { $0.id == "slow_operation" })
    let example = try #require(page.examples.first { $0.fires })
    let digest = example.digest()
    var settings = RuleSettings()
    settings.disabledRules = ["slow_operation"]
    #expect(!RuleCatalog.firing(on: digest, settings: settings).contains("slow_operation"))
    settings = RuleSettings()
    settings.thresholds = ["slow_operation": ["p95_ms": 100_000]]
    #expect(!RuleCatalog.fires("slow_operation", on: digest, settings: settings))
  }
}
