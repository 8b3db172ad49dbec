import Foundation
import TestSupport
import Testing

/// Holds the report on the sample logs to what the generator summed up while it wrote them.
@Suite("The report on the sample logs")
struct TruthTests {
  private let scratch: Scratch
  private let report: JSONTree
  private let truth: JSONTree

  init() throws {
    scratch = try Scratch()
    let outcome = try scratch.nightjar(["analyze", Samples.logs.path, "--format", "json"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors == "")
    report = try outcome.json()
    truth = try JSONTree(Data(contentsOf: Samples.truth))
  }

  @Test("accounts for every line and record")
  func input() throws {
    let input = try #require(report.input)
    for name in ["lines", "duplicates", "missing", "dropped_by_writers"] {
      #expect(input[name]?.number == truth[name]?.number, "\(name)")
    }
    #expect(input.text_bytes?.number == truth.plain_bytes?.number)
    #expect(input.writers?.number == Double(truth.writers?.elements.count ?? -1))
    for (name, count) in try #require(truth.records?.members) {
      #expect(input.records?[name]?.number == count.number, "\(name)")
    }
    #expect(input.rejections?.elements == [])
    let files = try #require(input.files?.elements)
    let written = try #require(truth.files?.elements)
    #expect(files.count == written.count)
    for (file, known) in zip(files, written) {
      #expect(file.path?.string?.hasSuffix(known.name?.string ?? "?") == true)
      #expect(file.lines?.number == known.lines?.number)
      #expect(file.text_bytes?.number == known.plain_bytes?.number)
    }
  }

  @Test("sums up everything, every release and every hour")
  func totals() throws {
    try expect(report.totals, equals: truth.totals, "totals")
    try expectReleases(report.releases, equal: truth.releases, "all")
    try expectHours(report.hours, equal: truth.hours, "all")
  }

  @Test("sums up every operation, its releases, hours, caches and statements")
  func operations() throws {
    let operations = try #require(report.operations?.elements)
    let truths = try #require(truth.operations?.elements)
    #expect(operations.count == truths.count)
    for known in truths {
      let key = Self.key(known)
      let operation = try #require(operations.first { Self.key($0) == key }, "\(key)")
      try expect(operation, equals: known.sums, key.joined(separator: " "))
      try expectReleases(operation.releases, equal: known.releases, key[2])
      try expectHours(operation.hours, equal: known.hours, key[2])
      expectRows(operation, equal: known, key[2])
    }
  }

  @Test("ranks by time and shares it out")
  func ranks() throws {
    let operations = try #require(report.operations?.elements)
    let sums = operations.compactMap { $0.duration_ms?.sum?.number }
    #expect(sums.count == operations.count)
    #expect(sums == sums.sorted(by: >))
    #expect(operations.map(\.rank?.number) == (1...operations.count).map { Double($0) })
    let shares = operations.compactMap { $0.share_of_time?.number }.reduce(0, +)
    #expect(abs(shares - 1) < 1e-9)
  }

  // MARK: - Comparing

  private static func key(_ operation: JSONTree) -> [String] {
    ["service", "env", "name", "kind"].map { operation[$0]?.string ?? "" }
  }

  /// The sums of a set of requests; `minimum` and `maximum` are not in every set of a truth.
  private func expect(_ reported: JSONTree?, equals known: JSONTree?, _ place: String) throws {
    let reported = try #require(reported, "\(place)")
    let pairs: [(String, Double?)] = [
      ("requests", reported.requests?.number), ("records", reported.lines?.number),
      ("requests_with_errors", reported.requests_with_errors?.number),
      ("errors", reported.errors?.number), ("refused", reported.refused?.number),
      ("duration_ns", reported.duration_ms?.sum?.nanoseconds),
      ("min_ns", reported.duration_ms?.min?.nanoseconds),
      ("max_ns", reported.duration_ms?.max?.nanoseconds),
      ("statements", reported.db?.statements?.number ?? 0),
      ("db_time_ns", reported.db?.time_ms?.nanoseconds ?? 0),
      ("db_wait_ns", reported.db?.wait_ms?.nanoseconds ?? 0),
      ("request_bytes", reported.request_bytes?.sum?.number),
      ("response_bytes", reported.response_bytes?.sum?.number),
    ]
    let sums = try #require(known?.members, "\(place)")
    #expect(sums.count >= 6)
    for (name, value) in pairs where sums[name] != nil {
      #expect(value == sums[name]?.number, "\(place): \(name)")
    }
    #expect(Set(sums.keys).subtracting(pairs.map(\.0) + ["name"]).isEmpty)
  }

  private func expectReleases(_ reported: JSONTree?, equal known: JSONTree?, _ place: String) throws
  {
    let reported = reported?.elements ?? []
    let truths = try #require(known?.elements)
    #expect(reported.map(\.release?.string) == truths.map(\.name?.string))
    for (release, known) in zip(reported, truths) {
      try expect(release, equals: known.sums, "\(place) \(known.name?.string ?? "")")
    }
  }

  private func expectHours(_ reported: JSONTree?, equal known: JSONTree?, _ place: String) throws {
    let reported = reported?.elements ?? []
    let truths = try #require(known?.elements)
    #expect(reported.map(\.start?.string) == truths.map(\.name?.string), "\(place)")
    for (hour, known) in zip(reported, truths) {
      #expect(hour.seconds?.number == 3600)
      try expect(hour, equals: known.sums ?? known, "\(place) \(known.name?.string ?? "")")
    }
  }

  /// Caches, statements, error codes and refusals of an operation.
  private func expectRows(_ operation: JSONTree, equal known: JSONTree, _ place: String) {
    for row in known.caches?.elements ?? [] {
      let reported = operation.caches?.elements.first {
        $0.name == row.name && $0.level == row.level
      }
      for name in ["hits", "misses"] {
        #expect(reported?[name]?.number == row[name]?.number, "\(place) \(row)")
      }
    }
    for row in known.statements?.elements ?? [] {
      let reported = operation.statements?.elements.first {
        $0.fingerprint == row.fingerprint && $0.field == row.field
      }
      #expect(reported?.count?.number == row.count?.number, "\(place) \(row)")
      #expect(reported?.time_ms?.nanoseconds == row.time_ns?.number, "\(place) \(row)")
    }
    #expect(operation.caches?.elements.count == known.caches?.elements.count)
    #expect(operation.statements?.elements.count == known.statements?.elements.count)
    for (rows, key) in [("error_codes", "code"), ("refusals", "limit")] {
      let reported = operation[rows]?.elements ?? []
      let counts = known[rows]?.members ?? [:]
      #expect(reported.count == counts.count)
      for row in reported {
        #expect(row.requests?.number == counts[row[key]?.string ?? ""]?.number, "\(place)")
      }
    }
    let signatures = (operation.signatures?.elements ?? []).compactMap(\.signature?.string)
    #expect(Set(signatures) == Set((known.signatures?.elements ?? []).compactMap(\.string)))
  }
}
