import Analysis
import MetricLog
import TestSupport
import Testing

/// What caps would have refused, against a recount of the same requests.
@Suite("A simulated limit")
struct LimitSimulationTests {
  private static let caps: [LimitKind: [Double]] = [
    .complexity: [5, 40, 85, 99], .depth: [1, 4, 7], .time: [0.5, 30, 95.5],
  ]

  /// Requests of a few operations and clients, some with errors, some refused already.
  private static func log(_ count: Int, seed: UInt64, operations: Int = 3) -> AlertLog {
    var random = SeededGenerator(seed: seed)
    var log = AlertLog()
    log.requests(count) { _, request in
      let operation = random.below(operations)
      request.name = "Operation\(operation)"
      request.complexity = random.happens(0.9) ? Int64(random.below(100 - 20 * operation)) : nil
      request.depth = Int64(1 + random.below(8))
      request.nanoseconds = Int64(1e8 * random.unit())
      request.weight = random.happens(0.2) ? 5 : 1
      request.errors = random.happens(0.1) ? 1 : 0
      if random.happens(0.05) {
        request.refused = .complexity
        request.errors = 1
      }
      request.client = .init(name: random.pick(["web", "ios"]), version: "1")
      request.database = AlertLog.database(Int64(random.below(5)))
    }
    return log
  }

  private static func value(_ request: ModelRequest, _ kind: LimitKind) -> Double? {
    switch kind {
    case .complexity: request.complexity.map { Double($0) }
    case .depth: request.depth.map { Double($0) }
    case .time: Double(request.nanoseconds) / 1e6
    }
  }

  /// What a cap would have refused.
  private struct Truth {
    var refused: Int64 = 0
    var withoutError: Int64 = 0
    var saved = 0.0
    var database = 0.0

    init(_ requests: [ModelRequest], _ kind: LimitKind, _ cap: Double) {
      for request in requests where request.refused == nil {
        guard let value = LimitSimulationTests.value(request, kind), value > cap else { continue }
        refused += request.weight
        if !request.hasError { withoutError += request.weight }
        let time = Double(request.nanoseconds) - (kind == .time ? cap * 1e6 : 0)
        saved += Double(request.weight) * time
        database += Double(request.weight * (request.database?.nanoseconds ?? 0))
      }
    }
  }

  private static func report(_ log: AlertLog, limits: DigestLimits = .standard) -> LimitReport {
    var options = LimitOptions()
    options.caps = caps
    return LimitSimulation(Runs.settled(log.records, limits: limits), options: options).report()
  }

  @Test("is counted exactly where the sample has every request")
  func exact() throws {
    let log = Self.log(900, seed: 1)
    let requests = log.records.compactMap(\.request)
    let report = Self.report(log)
    #expect(report.requests == requests.reduce(0) { $0 + $1.weight })
    let already = requests.filter { $0.refused != nil }.reduce(0) { $0 + $1.weight }
    #expect(report.alreadyRefused == already)
    #expect(report.measures.map(\.kind) == LimitKind.allCases)
    for measure in report.measures {
      for cap in Self.caps[measure.kind] ?? [] {
        let candidate = try #require(measure.candidates.first { $0.cap == cap })
        let truth = Truth(requests, measure.kind, cap)
        #expect(candidate.reason == .asked)
        #expect(candidate.refused == AlertCount(exactly: truth.refused), "\(measure.kind) \(cap)")
        #expect(candidate.refusedWithoutError == AlertCount(exactly: truth.withoutError))
        #expect(abs(candidate.savedNanoseconds - truth.saved) <= 1e-9 * truth.saved)
        if measure.kind != .time {
          #expect(candidate.savedDatabaseNanoseconds == truth.database)
        }
        try expectSlices(candidate, requests, measure.kind)
      }
    }
  }

  private func expectSlices(
    _ candidate: LimitCandidate,
    _ requests: [ModelRequest],
    _ kind: LimitKind
  ) throws {
    let judged = requests.filter { $0.refused == nil && Self.value($0, kind) != nil }
    for slice in candidate.clients + candidate.operations {
      let own = judged.filter {
        slice.operation?.name == $0.name
          || (slice.operation == nil && slice.client == $0.client?.name)
      }
      let all = own.reduce(0.0) { $0 + Double($1.weight) }
      let refused = own.reduce(0.0) { sum, request in
        sum + ((Self.value(request, kind) ?? 0) > candidate.cap ? Double(request.weight) : 0)
      }
      #expect(slice.refused == refused)
      #expect(abs(slice.share - refused / all) < 1e-12)
    }
  }

  @Test("is estimated within its bounds where the sample is a part")
  func sampled() throws {
    var (covered, all, savings) = (0, 0, 0)
    var limits = DigestLimits.standard
    limits.wholeRequests = 256
    for seed in 0..<25 as Range<UInt64> {
      let log = Self.log(800, seed: 100 + seed, operations: 2)
      let requests = log.records.compactMap(\.request)
      for measure in Self.report(log, limits: limits).measures {
        for cap in Self.caps[measure.kind] ?? [] {
          let candidate = try #require(measure.candidates.first { $0.cap == cap })
          let truth = Truth(requests, measure.kind, cap)
          all += 1
          #expect(candidate.refused.basis == .sample || truth.refused == 0)
          let bounds = candidate.refused.least...candidate.refused.most
          covered += bounds.contains(truth.refused) ? 1 : 0
          let low = candidate.savedLow ?? 0
          savings += (low...(candidate.savedHigh ?? 0)).contains(truth.saved) ? 1 : 0
        }
      }
    }
    #expect(Double(covered) >= 0.92 * Double(all), "\(covered) of \(all)")
    #expect(Double(savings) >= 0.92 * Double(all), "\(savings) of \(all)")
  }

  @Test("of time is counted from histograms, to a bucket, where nothing was refused before")
  func histogram() throws {
    var random = SeededGenerator(seed: 8)
    var log = AlertLog()
    log.requests(3000) { $1.nanoseconds = Int64(1e8 * random.unit()) }
    let requests = log.records.compactMap(\.request)
    let measure = try #require(Self.report(log).measures.first { $0.kind == .time })
    for candidate in measure.candidates {
      let truth = Truth(requests, .time, candidate.cap)
      #expect((candidate.refused.least...candidate.refused.most).contains(truth.refused))
      #expect(candidate.refused.basis != .sample)
      let above = Double(truth.refused) * candidate.cap * 1e6 + truth.saved
      #expect(abs(candidate.savedNanoseconds - truth.saved) <= 0.0055 * above)
    }
  }

  @Test("that is proposed refuses nobody who ended without an error")
  func proposal() throws {
    for seed in 0..<20 as Range<UInt64> {
      let log = Self.log(200, seed: seed)
      let legitimate = log.records.compactMap(\.request).filter {
        $0.refused == nil && !$0.hasError
      }
      for measure in Self.report(log).measures {
        let proposal = try #require(measure.proposal)
        let largest = legitimate.compactMap { Self.value($0, measure.kind) }.max() ?? 0
        #expect(proposal.largestLegitimate == largest)
        #expect(proposal.cap > largest)
        let most = measure.kind == .depth ? largest + 2 : largest * proposal.headroom * 1.1
        #expect(proposal.cap <= most)
        let candidate = try #require(measure.candidates.first { $0.cap == proposal.cap })
        #expect(candidate.refusedWithoutError == AlertCount(exactly: 0))
      }
    }
  }

  @Test("goes by the largest of all requests where the sample may have missed one")
  func unsampledLargest() throws {
    var limits = DigestLimits.standard
    limits.wholeRequests = 16
    var log = AlertLog()
    log.requests(2000) { $1.complexity = $0 == 1234 ? 900 : 10 }
    let measure = try #require(Self.report(log, limits: limits).measures.first)
    #expect(measure.proposal?.largestLegitimate == 900)
    #expect(measure.proposal?.cap == 1200)
    // With 95 % confidence at most 3 in n: the rule of three.
    #expect(abs((measure.proposal?.shareAbove ?? 0) * 2000 - 3) < 0.02)
  }

  @Test("is of nothing when nothing was recorded, and hides clients when told to")
  func edges() {
    #expect(LimitSimulation(Runs.settled([])).report().measures.isEmpty)
    var log = AlertLog()
    log.requests(10) { index, request in
      request.nanoseconds = Int64(index) * 1_000_000
      request.client = .init(name: "secret", version: "2")
    }
    var options = LimitOptions()
    options.caps = [.time: [5]]
    options.hidden = [.clients]
    let report = LimitSimulation(Runs.settled(log.records), options: options).report()
    #expect(report.measures.map(\.kind) == [.time])
    let candidate = report.measures[0].candidates.first { $0.cap == 5 }
    #expect(candidate?.clients.map(\.client) == ["client 1"])
    #expect(candidate?.refused == AlertCount(exactly: 4))
  }
}
