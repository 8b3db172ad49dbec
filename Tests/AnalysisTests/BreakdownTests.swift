import Analysis
import MetricLog
import Testing
import TestSupport

@Suite("The breakdowns of an operation")
struct BreakdownTests {
  /// Sums of a breakdown's entry.
  private struct Sums: Equatable {
    var requests: Int64 = 0
    var values: [Int64] = [0, 0, 0, 0]
    var largest: Int64 = 0

    mutating func add(_ row: ReferenceReport.Row, _ values: [Int64], largest: Int64 = 0) {
      let weight = row.request.weight
      requests += weight
      for (index, value) in values.enumerated() { self.values[index] += value * weight }
      self.largest = max(self.largest, largest)
    }
  }

  private func sums(
    _ rows: [ReferenceReport.Row],
    _ add: (ReferenceReport.Row, inout [[String]: Sums]) -> Void
  ) -> [[String]: Sums] {
    var sums: [[String]: Sums] = [:]
    for row in rows { add(row, &sums) }
    return sums
  }

  private func flag(_ flag: Bool) -> Int64 { flag ? 1 : 0 }

  @Test("add up to the requests that have them", arguments: [1, 2] as [UInt64])
  func entries(seed: UInt64) throws {
    var log = RandomLog(seed: seed)
    let records = log.records(700)
    let reference = ReferenceReport(records)
    for operation in Runs.report(records).operations {
      let key = ReferenceReport.Key(
        service: operation.service,
        env: operation.env,
        name: operation.name,
        kind: operation.kind
      )
      let rows = try #require(reference.operations[key])
      expectWork(operation, rows)
      expectSlices(operation, rows)
    }
  }

  private func expectWork(_ operation: OperationReport, _ rows: [ReferenceReport.Row]) {
    let statements = sums(rows) { row, sums in
      for statement in row.request.database?.statements ?? [] {
        sums[[statement.fingerprint, statement.field], default: Sums()].add(
          row,
          [
            statement.count, statement.nanoseconds, statement.distinct ?? 0,
            flag(statement.distinct != nil),
          ],
          largest: statement.count
        )
      }
    }
    #expect(operation.statements.count == statements.count)
    for row in operation.statements {
      let sum = statements[[row.fingerprint, row.field]]
      #expect(row.requests == sum?.requests)
      #expect([row.count, row.nanoseconds] == sum.map { Array($0.values[..<2]) })
      #expect(row.distinct == sum.flatMap { $0.values[3] > 0 ? $0.values[2] : nil })
      #expect(row.maxPerRequest == sum?.largest)
      #expect(!row.isOther)
    }
    #expect(isSorted(operation.statements) { $0.nanoseconds })
    let fields = sums(rows) { row, sums in
      for field in row.request.fields {
        sums[[field.field], default: Sums()]
          .add(row, [field.calls, field.nanoseconds, field.items ?? 0, flag(field.items != nil)])
      }
    }
    #expect(operation.fields.count == fields.count)
    for row in operation.fields {
      let sum = fields[[row.field]]
      #expect(row.requests == sum?.requests)
      #expect([row.calls, row.nanoseconds] == sum.map { Array($0.values[..<2]) })
      #expect(row.items == sum.flatMap { $0.values[3] > 0 ? $0.values[2] : nil })
    }
    let caches = sums(rows) { row, sums in
      for cache in row.request.caches {
        sums[[cache.name, "\(cache.level)"], default: Sums()]
          .add(row, [cache.hits, cache.misses, cache.writes, cache.evictions])
      }
    }
    #expect(operation.caches.count == caches.count)
    for row in operation.caches {
      let counts = [row.counts.hits, row.counts.misses, row.counts.writes, row.counts.evictions]
      #expect(counts == caches[[row.name, "\(row.level)"]]?.values)
      #expect(row.requests == caches[[row.name, "\(row.level)"]]?.requests)
    }
  }

  private func expectSlices(_ operation: OperationReport, _ rows: [ReferenceReport.Row]) {
    let clients = sums(rows) { row, sums in
      guard let client = row.request.client else { return }
      sums[[client.name, client.version], default: Sums()]
        .add(row, [flag(row.request.hasError), row.request.nanoseconds])
    }
    let hosts = sums(rows) { row, sums in
      sums[[row.source.host, ""], default: Sums()]
        .add(row, [flag(row.request.hasError), row.request.nanoseconds])
    }
    for (slices, expected) in [(operation.clients, clients), (operation.hosts, hosts)] {
      #expect(slices.count == expected.count)
      #expect(isSorted(slices) { $0.requests })
      for slice in slices {
        let sum = expected[[slice.name, slice.version]]
        #expect(slice.requests == sum?.requests)
        let values = sum.map { Array($0.values[..<2]) }
        #expect([slice.requestsWithErrors, slice.nanoseconds] == values)
      }
    }
    let codes = sums(rows) { row, sums in
      for code in Set(row.request.errorCodes) { sums[[code], default: Sums()].add(row, []) }
    }
    expect(operation.errorCodes.map { ($0.code, $0.requests) }, codes)
    let signatures = sums(rows) { row, sums in
      guard !row.request.signature.isEmpty else { return }
      sums[[row.request.signature], default: Sums()].add(row, [])
    }
    expect(operation.signatures.map { ($0.signature, $0.requests) }, signatures)
    let refusals = sums(rows) { row, sums in
      guard let refused = row.request.refused else { return }
      sums[[refused.name], default: Sums()].add(row, [])
    }
    expect(operation.refusals.map { ($0.limit, $0.requests) }, refusals)
  }

  private func expect(_ rows: [(String, Int64)], _ sums: [[String]: Sums]) {
    #expect(rows.count == sums.count)
    #expect(isSorted(rows) { $0.1 })
    for (name, requests) in rows { #expect(sums[[name]]?.requests == requests) }
  }

  private func isSorted<Row>(_ rows: [Row], by value: (Row) -> Int64) -> Bool {
    zip(rows, rows.dropFirst()).allSatisfy { value($0) >= value($1) }
  }

  @Test("keep their sums when there are more entries than are kept")
  func overflow() throws {
    var log = RandomLog(seed: 3)
    (log.operations, log.services, log.envs) = (["Cart"], ["shop"], [""])
    (log.statements, log.releases, log.hours) = (400, ["1.0"], 1)
    let records = log.records(1500).filter { $0.request?.kind == .query }
    let rows = ReferenceReport(records).rows
    let operation = try #require(Runs.report(records).operations.first)
    // 100 and more statements, of which an hour keeps 64.
    #expect(operation.statements.count == 65)
    let other = try #require(operation.statements.first { $0.isOther })
    #expect(other.fingerprint == "(other)")
    let statements = rows.flatMap { row in
      (row.request.database?.statements ?? []).map { ($0, row.request.weight) }
    }
    let counts = statements.reduce(0) { $0 + $1.0.count * $1.1 }
    let times = statements.reduce(0) { $0 + $1.0.nanoseconds * $1.1 }
    #expect(operation.statements.reduce(0) { $0 + $1.count } == counts)
    #expect(operation.statements.reduce(0) { $0 + $1.nanoseconds } == times)
    #expect(operation.statements.map(\.maxPerRequest).max() == statements.map(\.0.count).max())
  }

  @Test("count a request with two errors of one code once")
  func repeatedCode() throws {
    var request = ModelRequest()
    (request.errors, request.errorCodes) = (3, ["A", "B", "A"])
    var record = ModelRecord()
    record.content = .request(request)
    let operation = try #require(Runs.report([record]).operations.first)
    #expect(operation.errorCodes.map(\.code) == ["A", "B"])
    #expect(operation.errorCodes.map(\.requests) == [1, 1])
  }
}
