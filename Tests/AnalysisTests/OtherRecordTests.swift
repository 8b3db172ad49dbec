import Analysis
import MetricLog
import Testing
import TestSupport

@Suite("Records beside requests")
struct OtherRecordTests {
  private let others: [ModelRecord]
  private let report: Report

  init() {
    var log = RandomLog(seed: 21)
    let records = log.records(2500)
    others = ReferenceReport(records).others
    report = Runs.report(records)
  }

  @Test("list every deploy once")
  func deploys() {
    let expected = Set(
      others.compactMap { record -> [String]? in
        guard case .deploy(let note) = record.content else { return nil }
        let source = record.source
        let time = "\(record.timeMicroseconds)"
        return [time, source.service, source.env, source.host, source.release, note]
      }
    )
    let found = report.deploys.map { deploy in
      [
        "\(deploy.timeMicroseconds)", deploy.service, deploy.env, deploy.host, deploy.release,
        deploy.note,
      ]
    }
    #expect(found.count == expected.count)
    #expect(Set(found) == expected)
    #expect(found.map { $0[0] } == found.map { $0[0] }.sorted())
  }

  @Test("put alerts together and keep the largest value with its trace")
  func alerts() {
    var expected: [[String]: [(time: Int64, alert: ModelAlert)]] = [:]
    for record in others {
      guard case .alert(let alert) = record.content else { continue }
      let key = [record.source.service, record.source.env, alert.rule, alert.severity]
      expected[key + [alert.operation], default: []].append((record.timeMicroseconds, alert))
    }
    #expect(report.alerts.count == expected.count)
    for row in report.alerts {
      let key = [row.service, row.env, row.rule, row.severity, row.operation]
      let alerts = expected[key] ?? []
      #expect(row.count == Int64(alerts.count))
      #expect(row.firstMicroseconds == alerts.map(\.time).min())
      #expect(row.lastMicroseconds == alerts.map(\.time).max())
      let largest = alerts.map(\.alert).min { left, right in
        left.value == right.value
          ? (left.threshold, left.traceLow) < (right.threshold, right.traceLow)
          : left.value > right.value
      }
      #expect(row.maxValue == largest?.value)
      #expect(row.threshold == largest?.threshold)
      let trace = largest.map { String($0.traceLow, radix: 16) } ?? "none"
      #expect(row.traceID.hasSuffix(trace))
      #expect(row.traceID.count == 32)
    }
  }

  private func summary(_ values: [Int64?]) -> CountSummary {
    var summary = CountSummary()
    let measured = values.compactMap { $0 }.filter { $0 >= 0 }
    summary.recorded = Int64(measured.count)
    summary.sum = measured.reduce(0, +)
    summary.max = measured.max() ?? 0
    return summary
  }

  @Test("sum up processes and their pools")
  func processes() {
    var expected: [[String]: [ModelProcess]] = [:]
    for record in others {
      guard case .process(let process) = record.content else { continue }
      let source = record.source
      expected[[source.service, source.env, source.host, source.release], default: []]
        .append(process)
    }
    #expect(report.processes.count == expected.count)
    for row in report.processes {
      let samples = expected[[row.service, row.env, row.host, row.release]] ?? []
      #expect(row.samples == Int64(samples.count))
      #expect(row.residentBytes == summary(samples.map(\.resident)))
      #expect(row.cpuMilliPercent == summary(samples.map(\.cpu)))
      #expect(row.inFlight == summary(samples.map(\.inFlight)))
      let pools = Dictionary(grouping: samples.flatMap(\.pools), by: \.name)
      #expect(row.pools.map(\.name) == pools.keys.sorted())
      for pool in row.pools {
        let samples = pools[pool.name] ?? []
        #expect(pool.samples == Int64(samples.count))
        #expect(pool.inUse == summary(samples.map(\.inUse)))
        #expect(pool.waiting == summary(samples.map(\.waiting)))
        #expect(pool.errors == summary(samples.map(\.errors)))
        #expect(pool.exhausted == Int64(samples.filter { $0.inUse >= 10 }.count))
        #expect(pool.size == 10)
      }
    }
  }

  @Test("count cache events and their keys")
  func cacheEvents() {
    var expected: [[String]: [Int64]] = [:]
    for record in others {
      guard case .cache(let name, let level, let event, let keys, let reason) = record.content
      else { continue }
      let source = record.source
      expected[[source.service, source.env, name, "\(level)", event, reason], default: []]
        .append(keys)
    }
    #expect(report.cacheEvents.count == expected.count)
    for row in report.cacheEvents {
      let key = [row.service, row.env, row.name, "\(row.level)", row.event, row.reason]
      #expect(row.events == expected[key].map { Int64($0.count) })
      #expect(row.keys == expected[key]?.reduce(0, +))
    }
  }

  @Test("explain statements, the first text in order deciding")
  func texts() {
    var texts: [String: Set<String>] = [:]
    for record in others {
      guard case .statement(let fingerprint, let text) = record.content else { continue }
      texts[fingerprint, default: []].insert(text)
    }
    for operation in report.operations {
      for statement in operation.statements {
        #expect(statement.text == texts[statement.fingerprint]?.min() ?? "")
      }
    }
  }

  @Test("count names that the format does not have")
  func unknownNames() {
    var batch = RecordBatch()
    let names = ["zeta", "alpha", "beta"].map { batch.symbols.intern($0) }
    batch.unknownNames[UnknownName(parent: nil, name: names[0])] = 3
    batch.unknownNames[UnknownName(parent: .db, name: names[1])] = 2
    batch.unknownNames[UnknownName(parent: .type, name: names[2])] = 1
    var recorder = Recorder()
    for _ in 0..<2 {
      var translation = BatchTranslation()
      recorder.record(batch, &translation)
    }
    var digest = recorder.finish()
    digest.settle()
    let found = Dictionary(
      uniqueKeysWithValues: digest.inputReport.unknownNames.map { ($0.name, $0.count) }
    )
    #expect(found == ["zeta": 6, "db.alpha": 4, "type=beta": 2])
  }

  @Test("are cut when their texts and names are long, and stay apart")
  func longNames() throws {
    let long = String(repeating: "ä", count: 3000)
    var records: [ModelRecord] = []
    for index in 0..<4 {
      var request = ModelRequest()
      request.name = long + "\(index / 2)"
      request.nanoseconds = 1_000_000
      request.database = .init(
        count: 1,
        nanoseconds: 5,
        wait: 0,
        statements: [
          .init(fingerprint: "f", field: long, count: 1, nanoseconds: 5, distinct: nil)
        ]
      )
      var record = ModelRecord()
      (record.seq, record.source.writer) = (UInt64(index / 2 + 1), long + "\(index % 2)")
      record.content = .request(request)
      records.append(record)
    }
    var text = ModelRecord()
    text.content = .statement(fingerprint: "f", text: long)
    let report = Runs.report(records + [text])
    #expect(report.input.duplicates == 0)
    #expect(report.input.writers == 2)
    #expect(report.operations.count == 2)
    for operation in report.operations {
      #expect(operation.metrics.requests == 2)
      #expect(operation.name.hasPrefix("ää"))
      #expect(operation.name.utf8.count <= 256)
      #expect(operation.statements.map(\.count) == [2])
      #expect(operation.statements.map { $0.text.utf8.count } == [4099])
    }
    #expect(Set(report.operations.map(\.name)).count == 2)
  }
}
