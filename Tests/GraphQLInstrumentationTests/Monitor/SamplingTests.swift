import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import Testing

@Suite("Sampling")
struct SamplingTests {
  @Test("keeps every error, every slow and every refused request")
  func remarkable() {
    let bench = TestBench {
      $0.sampling = Sampling(share: 0)
      $0.limits = RequestLimits(depth: 3)
    }
    for _ in 0..<50 {
      bench.request()
      bench.request { $0.recordError() }
      bench.request { $0.setStatus(503) }
      bench.request(milliseconds: 1001)
      bench.request { request in
        request.setOperation(OperationFacts(name: nil, kind: .query, signature: 1, depth: 4))
        #expect(throws: RequestRefusal.self) { try request.enforceLimits() }
      }
    }
    // The status of `finish` is the last word, so a 503 that was set before is no error any more.
    #expect(bench.sink.requests.count == 150)
    #expect(bench.sink.requests.allSatisfy { $0.weight == nil })
  }

  @Test(
    "keeps the stated share of the rest, and weights add up",
    arguments: [0.5, 0.3, 0.125, 0.01]
  )
  func share(_ share: Double) {
    let bench = TestBench { $0.sampling = Sampling(share: share) }
    let count = 8000
    for _ in 0..<count { bench.request() }
    let kept = bench.sink.requests
    let deviation = (Double(count) * share * (1 - share)).squareRoot()
    #expect(abs(Double(kept.count) - Double(count) * share) < 5 * deviation)
    let weights = kept.map { $0.weight ?? 1 }
    let sum = Double(weights.reduce(0, +))
    #expect(abs(sum / Double(count) - 1) < 5 * deviation / (Double(count) * share) + 0.02)
    #expect(Set(weights).isSubset(of: [Int(1 / share), Int(1 / share) + 1]))
  }

  @Test("takes any number for a share")
  func extremes() {
    #expect(Sampling(share: 7).share == 1)
    #expect(Sampling(share: -1).share == 1e-9)
    #expect(Sampling(share: .nan).share == 1e-9)
    #expect(Sampling(share: 0).weight(random: 0) == 1_000_000_000)
    #expect(Sampling.everything.weight(random: .max) == 1)
  }
}
