import Foundation
import LogGeneration
import Testing

@Suite("The truth beside generated logs")
struct TruthTests {
  /// Sums over request records, made from their JSON alone.
  private struct Recount: Equatable {
    var requests = 0
    var requestsWithErrors = 0
    var errors = 0
    var durationNs = 0
    var minNs = Int.max
    var maxNs = 0
    var statements = 0
    var dbTimeNs = 0
    var responseBytes = 0

    mutating func add(_ record: [String: Any]) {
      let weight = record.int("weight") ?? 1
      let duration = record.nanoseconds("duration_ms")
      let errorCount = record.int("errors") ?? 0
      requests += weight
      requestsWithErrors += errorCount > 0 ? weight : 0
      errors += errorCount * weight
      durationNs += duration * weight
      minNs = min(minNs, duration)
      maxNs = max(maxNs, duration)
      statements += (record.object("db").int("count") ?? 0) * weight
      dbTimeNs += record.object("db").nanoseconds("time_ms") * weight
      responseBytes += (record.int("response_bytes") ?? 0) * weight
    }

    init() {}

    init(truth sums: [String: Any]) {
      requests = sums.int("requests") ?? -1
      requestsWithErrors = sums.int("requests_with_errors") ?? -1
      errors = sums.int("errors") ?? -1
      durationNs = sums.int("duration_ns") ?? -1
      minNs = sums.int("min_ns") ?? -1
      maxNs = sums.int("max_ns") ?? -1
      statements = sums.int("statements") ?? -1
      dbTimeNs = sums.int("db_time_ns") ?? -1
      responseBytes = sums.int("response_bytes") ?? -1
    }
  }

  private func recount(
    _ requests: [[String: Any]],
    by key: ([String: Any]) -> String
  ) -> [String: Recount] {
    var sums: [String: Recount] = [:]
    for request in requests { sums[key(request), default: Recount()].add(request) }
    return sums
  }

  private func sums(_ slices: [[String: Any]], by key: ([String: Any]) -> String)
    -> [String: Recount]
  {
    Dictionary(
      slices.map { (key($0), Recount(truth: $0.object("sums"))) },
      uniquingKeysWith: { $1 }
    )
  }

  private static func operation(_ request: [String: Any]) -> String {
    let operation = request.object("operation")
    return [
      request.text("service") ?? "", request.text("env") ?? "", operation.text("name") ?? "-",
      operation.text("kind") ?? "",
    ].joined(separator: " ")
  }

  @Test("equals a recount of the lines, as a whole, by operation, release and hour")
  func sums() throws {
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.everything)) { $0.floodCount = 40 }
    let requests = try logs.records().filter { $0.text("type") == "request" }
    let truth = try logs.truth()
    #expect(requests.count > 1500)
    #expect(recount(requests) { _ in "" }[""] == Recount(truth: truth.object("totals")))
    let named = requests.filter {
      !($0.object("operation").text("name") ?? "").hasPrefix("Flood")
    }
    #expect(
      recount(named, by: Self.operation)
        == sums(truth.objects("operations")) {
          [
            $0.text("service") ?? "", $0.text("env") ?? "", $0.text("name") ?? "-",
            $0.text("kind") ?? "",
          ].joined(separator: " ")
        }
    )
    #expect(
      recount(requests) { $0.text("release") ?? "" }
        == sums(truth.objects("releases")) { $0.text("name") ?? "" }
    )
    #expect(
      recount(requests) { ($0.text("time") ?? "").prefix(13) + ":00:00.000000Z" }
        == sums(truth.objects("hours")) { $0.text("name") ?? "" }
    )
  }

  @Test("holds each operation's caches, statements, refusals, codes and hours")
  func details() throws {
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.everything))
    let requests = try logs.records().filter { $0.text("type") == "request" }
    for operation in try logs.truth().objects("operations") {
      let own = requests.filter { request in
        ["service", "env"].allSatisfy { request.text($0) == operation.text($0) }
          && ["name", "kind"].allSatisfy {
            request.object("operation").text($0) == operation.text($0)
          }
      }
      var recounted: [String: Int] = [:]
      for request in own {
        for cache in request.objects("cache") {
          let key = "\(cache.text("name") ?? "")\(cache.int("level") ?? 0)"
          recounted[key + "hits", default: 0] += cache.int("hits") ?? 0
          recounted[key + "misses", default: 0] += cache.int("misses") ?? 0
        }
        for statement in request.object("db").objects("statements") {
          let key = (statement.text("field") ?? "") + (statement.text("fingerprint") ?? "")
          recounted[key + "count", default: 0] += statement.int("count") ?? 0
          recounted[key + "time", default: 0] += statement.nanoseconds("time_ms")
        }
        if let refused = request.text("refused") { recounted["!" + refused, default: 0] += 1 }
        for code in request["error_codes"] as? [String] ?? [] {
          recounted["?" + code, default: 0] += 1
        }
        recounted[String((request.text("time") ?? "").prefix(13)), default: 0] += 1
      }
      #expect(recounted == told(operation), "\(operation.text("name") ?? "-")")
    }
  }

  private func told(_ operation: [String: Any]) -> [String: Int] {
    var told: [String: Int] = [:]
    for cache in operation.objects("caches") {
      let key = "\(cache.text("name") ?? "")\(cache.int("level") ?? 0)"
      told[key + "hits"] = cache.int("hits")
      told[key + "misses"] = cache.int("misses")
    }
    for statement in operation.objects("statements") {
      let key = (statement.text("field") ?? "") + (statement.text("fingerprint") ?? "")
      told[key + "count"] = statement.int("count")
      told[key + "time"] = statement.int("time_ns")
    }
    for (refusal, count) in operation.object("refusals") { told["!" + refusal] = count as? Int }
    for (code, count) in operation.object("error_codes") { told["?" + code] = count as? Int }
    for hour in operation.objects("hours") {
      told[String((hour.text("name") ?? "").prefix(13))] = hour.int("requests")
    }
    return told
  }

  @Test("counts lines, records, dropped ones, files and what was planted")
  func accounts() throws {
    let logs = try GeneratedLogs(Scenarios.parse(Scenarios.everything))
    let truth = try logs.truth()
    let records = try logs.records()
    #expect(truth.int("lines") == records.count)
    let types = Dictionary(grouping: records) { $0.text("type") ?? "" }
    for (type, count) in truth.object("records") { #expect(types[type]?.count == count as? Int) }
    #expect(types.count == 8)
    let dropped = types["writer"]?.compactMap { $0.int("dropped") }.reduce(0, +) ?? 0
    #expect(dropped > 0)
    #expect(truth.int("dropped_by_writers") == dropped)
    for file in truth.objects("files") {
      let name = try #require(file.text("name"))
      #expect(try logs.lines(name).count == file.int("lines"))
      #expect(try logs.data(name).count == file.int("plain_bytes"))
    }
    #expect(try truth.objects("files").count == logs.names.count)
    let planted = Set(truth.objects("planted").compactMap { $0.text("what") })
    #expect(
      planted == [
        "n_plus_one", "slower", "slower_field", "cache_off", "errors", "memory_growth",
      ]
    )
  }

  @Test("counts what sampled records stand for")
  func sampling() throws {
    let logs = try GeneratedLogs(
      Scenarios.parse(Scenarios.small("sampling: {weight: 10, keep_ms: 6}"))
    )
    let requests = try logs.records().filter { $0.text("type") == "request" }
    let slow = requests.filter { $0.nanoseconds("duration_ms") >= 6_000_000 }
    #expect(requests.count < 150)
    #expect(slow.isEmpty == false)
    #expect(slow.allSatisfy { $0.int("weight") == nil })
    #expect(requests.contains { $0.int("weight") == 10 })
    #expect(
      recount(requests) { _ in "" }[""]
        == Recount(truth: try logs.truth().object("totals"))
    )
  }

  @Test("counts spoiled, doubled and lost lines")
  func defects() throws {
    let logs = try GeneratedLogs(
      Scenarios.parse(
        Scenarios.small("defects: {rejected: 0.2, duplicates: 0.1, missing: 0.1}")
      )
    )
    let truth = try logs.truth()
    let name = try #require(try logs.names.first)
    let raw = try logs.data(name).split(separator: UInt8(ascii: "\n"))
    #expect(truth.int("lines") == raw.count)
    let rejected = truth.object("rejected").values.compactMap { $0 as? Int }.reduce(0, +)
    let duplicates = try #require(truth.int("duplicates"))
    let missing = try #require(truth.int("missing"))
    #expect(rejected > 30 && duplicates > 10 && missing > 10)
    let accepted = truth.object("records").values.compactMap { $0 as? Int }.reduce(0, +)
    #expect(accepted + rejected + duplicates == raw.count)
    let last = try #require(truth.objects("writers").first?.int("last_seq"))
    #expect(last == accepted + missing)
  }
}
