internal import MetricLog
internal import Statistics

/// What rules look at: a settled digest, its operations put together, and the settings.
///
/// A class, though it never changes: it is large, and handed to every rule and to the report's closures.
final class RuleInput: Sendable {
  let digest: Digest
  let settings: RuleSettings
  /// How much the day has, and those before it; `nil` when that is not known.
  let volumes: LogVolumes?
  /// The operations that are told apart.
  let operations: [OperationEvidence]
  /// Total duration by environment, folded operations included.
  private let environmentNanoseconds: [Symbol: Double]
  /// The length of the report's period, in nanoseconds; 0 when it is empty.
  let periodNanoseconds: Double
  /// The text of each statement that the log explains.
  let statementTexts: [Symbol: String]
  /// When each release was first seen, in microseconds, by service and environment.
  private let releaseStarts: [ReleaseKey: Int64]

  /// A release of a service in an environment.
  struct ReleaseKey: Hashable {
    var service: Symbol
    var env: Symbol
    var release: Symbol
  }

  init(_ digest: Digest, _ settings: RuleSettings, _ volumes: LogVolumes? = nil) {
    self.digest = digest
    self.settings = settings
    self.volumes = volumes
    operations = digest.operations.items.map(OperationEvidence.init)
    var environments: [Symbol: Double] = [:]
    for operation in operations {
      environments[operation.key.env, default: 0] += operation.nanoseconds
    }
    for folded in digest.operations.others {
      environments[folded.key.env, default: 0] += Double(folded.durationSum)
    }
    environmentNanoseconds = environments
    let isEmpty = digest.lastMicroseconds < digest.firstMicroseconds
    periodNanoseconds =
      isEmpty ? 0 : Double(digest.lastMicroseconds - digest.firstMicroseconds) * 1000
    var texts: [Symbol: String] = [:]
    for (key, _) in digest.statementTexts.sorted where texts[key.fingerprint] == nil {
      texts[key.fingerprint] = digest.names.string(of: key.text)
    }
    statementTexts = texts
    releaseStarts = Self.releaseStarts(operations, digest)
  }

  /// The earliest deploy, sampled request or stretch of each release.
  private static func releaseStarts(
    _ operations: [OperationEvidence],
    _ digest: Digest
  ) -> [ReleaseKey: Int64] {
    var starts: [ReleaseKey: Int64] = [:]
    func note(_ key: ReleaseKey, _ time: Int64) {
      if time < starts[key] ?? .max { starts[key] = time }
    }
    for operation in operations {
      let (service, env) = (operation.key.service, operation.key.env)
      for request in operation.requests {
        let key = ReleaseKey(service: service, env: env, release: request.release)
        note(key, request.timeMicroseconds)
      }
    }
    for (deploy, _) in digest.deploys.sorted {
      let key = ReleaseKey(service: deploy.service, env: deploy.env, release: deploy.release)
      note(key, deploy.timeMicroseconds)
    }
    return starts
  }

  /// A name of the digest.
  func text(_ symbol: Symbol) -> String { digest.names.string(of: symbol) }

  /// Total duration of an environment's requests, in nanoseconds.
  func nanoseconds(ofEnvironment env: Symbol) -> Double { environmentNanoseconds[env] ?? 0 }

  /// A part of an environment's whole time, in 0...1.
  func share(_ nanoseconds: Double, ofEnvironment env: Symbol) -> Double {
    let all = self.nanoseconds(ofEnvironment: env)
    return all > 0 ? nanoseconds / all : 0
  }

  /// The environments, in the order of their names.
  var environments: [Symbol] { environmentNanoseconds.keys.sorted() }

  /// The releases of an operation in the order in which they were first seen.
  func releases(of operation: OperationEvidence) -> [Symbol] {
    func start(_ release: Symbol) -> Int64 {
      releaseStarts[
        ReleaseKey(service: operation.key.service, env: operation.key.env, release: release)
      ] ?? .max
    }
    return operation.releases.sorted { (start($0), $0) < (start($1), $1) }
  }

  /// Releases that follow each other.
  func successions(of operation: OperationEvidence) -> [(before: Symbol, after: Symbol)] {
    let releases = releases(of: operation)
    return zip(releases, releases.dropFirst()).map { (before: $0, after: $1) }
  }

  /// The thresholds of a rule.
  func thresholds(_ page: RulePage) -> RuleThresholds { RuleThresholds(page, settings) }

  /// What is found of each statement, field or other detail of each operation.
  func findings(
    ofEach kind: DetailKind,
    _ finding: (OperationEvidence, DetailKey) -> Finding?
  ) -> [Finding] {
    operations.flatMap { operation in operation.keys(kind).compactMap { finding(operation, $0) } }
  }

  /// The beginning of a finding about an operation.
  @inline(never)
  func finding(_ page: RulePage, _ operation: OperationEvidence) -> Finding {
    var finding = self.finding(page, operation.key.service, operation.key.env)
    finding.operation = Finding.Operation(
      name: text(operation.key.name),
      kind: operation.key.kind
    )
    return finding
  }

  /// The beginning of a finding about a service in an environment.
  @inline(never)
  func finding(_ page: RulePage, _ service: Symbol, _ env: Symbol) -> Finding {
    var finding = Finding()
    finding.rule = page.id
    finding.service = text(service)
    finding.env = text(env)
    return finding
  }

  /// The name of an operation for a sentence.
  @inline(never)
  func name(_ operation: OperationEvidence) -> Prose { name(operation.key) }

  /// The name of an operation for a sentence.
  @inline(never)
  func name(_ key: OperationKey) -> Prose {
    key.name == .empty ? "(anonymous)" : "\(name: text(key.name))"
  }

  /// A statement for a sentence: its text, or its fingerprint where the log does not explain it.
  @inline(never)
  func statement(_ fingerprint: Symbol) -> Prose {
    let text = statementTexts[fingerprint] ?? ""
    return text.isEmpty ? "\(name: self.text(fingerprint))" : "\(name: text)"
  }

  /// A field's name for a sentence, or words for an unknown one.
  @inline(never)
  func field(_ symbol: Symbol) -> Prose {
    symbol == .empty ? "an unnamed field" : "\(name: text(symbol))"
  }

  /// Requests to look at.
  @inline(never)
  func examples(_ requests: some Sequence<SampledRequest>, limit: Int = 3) -> [RequestExample] {
    requests.prefix(limit).map { request in
      var example = RequestExample()
      example.timeMicroseconds = request.timeMicroseconds
      example.nanoseconds = request.nanoseconds
      example.traceID = TraceID.text(request.traceHigh, request.traceLow)
      example.writer = text(request.writer)
      example.seq = request.seq
      return example
    }
  }

  /// The slowest of the requests that a condition holds for.
  @inline(never)
  func slowest(
    _ operation: OperationEvidence,
    where holds: (SampledRequest) -> Bool = { _ in true }
  ) -> [RequestExample] {
    examples(
      operation.requests.filter(holds).sorted {
        ($1.nanoseconds, $0.hash) < ($0.nanoseconds, $1.hash)
      }
    )
  }
}

/// A trace's identifier as text.
enum TraceID {
  /// 32 hex digits, or nothing when the record had no trace.
  static func text(_ high: UInt64, _ low: UInt64) -> String {
    guard high | low != 0 else { return "" }
    return [high, low].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
