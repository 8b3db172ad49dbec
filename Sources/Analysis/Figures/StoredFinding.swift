internal import MetricLog
package import Statistics

/// What a history keeps of a day's finding, so that later nights can say what became of it.
package struct StoredFinding: Sendable, Equatable {
  /// The same from night to night.
  package var id: String
  package var rule: String
  package var severity: Severity
  /// `nil` when the finding is not about one operation.
  package var operation: OperationName?
  package var service: String
  package var env: String
  /// Field, statement, cache or whatever else within the operation; empty when it is the whole.
  package var subject: String
  /// Time spent because of it on the day.
  package var costNanoseconds: Double
  /// Predicted to be saved a day; `nil` when nothing was predicted.
  package var savingNanoseconds: Double?

  /// A finding that costs and would save so many nanoseconds a day.
  package init(
    id: String,
    rule: String,
    operation: OperationName,
    costNanoseconds: Double,
    savingNanoseconds: Double?
  ) {
    (self.id, self.rule, self.severity) = (id, rule, .medium)
    (self.operation, service, env, subject) = (operation, operation.service, operation.env, "")
    (self.costNanoseconds, self.savingNanoseconds) = (costNanoseconds, savingNanoseconds)
  }

  init(_ finding: Finding) {
    id = finding.id
    rule = finding.rule
    severity = finding.severity
    (service, env) = (finding.service, finding.env)
    operation = finding.operation.map {
      OperationName(
        service: finding.service,
        env: finding.env,
        name: $0.name,
        kind: $0.kind.name
      )
    }
    subject = finding.subject.identity.filter { !$0.isEmpty }.joined(separator: " ")
    costNanoseconds = finding.costNanoseconds
    savingNanoseconds = finding.saving?.nanosecondsPerDay
  }
}

extension StoredFinding: StoredRow {
  func encode(into writer: inout NamedWriter) {
    for text in [id, rule, service, env, subject] { writer.name(text) }
    writer.bytes.count(severity.rawValue)
    writer.bytes.flag(operation != nil)
    if let operation { operation.encode(into: &writer) }
    writer.bytes.double(costNanoseconds)
    writer.bytes.flag(savingNanoseconds != nil)
    if let savingNanoseconds { writer.bytes.double(savingNanoseconds) }
  }

  init(from reader: inout NamedReader) throws(ByteCodingError) {
    (id, rule) = (try reader.name(), try reader.name())
    (service, env, subject) = (try reader.name(), try reader.name(), try reader.name())
    let weight = try reader.bytes.unsigned()
    guard let severity = Int(exactly: weight).flatMap(Severity.init(rawValue:)) else {
      throw reader.bytes.damaged
    }
    self.severity = severity
    operation = try reader.bytes.byte() == 1 ? try OperationName(from: &reader) : nil
    costNanoseconds = try reader.bytes.double()
    savingNanoseconds = try reader.bytes.byte() == 1 ? try reader.bytes.double() : nil
    guard costNanoseconds.isFinite, savingNanoseconds?.isFinite ?? true else {
      throw reader.bytes.damaged
    }
  }
}

/// The findings of a day, in the order of their identifiers.
package struct DayFindings: Sendable, Equatable {
  static let version: UInt8 = 1

  package var findings: [StoredFinding]

  package init(findings: [StoredFinding]) { self.findings = findings.sorted { $0.id < $1.id } }

  /// What the rules find in a settled digest of one day.
  package init(_ digest: Digest, rules: RuleSettings = RuleSettings()) {
    findings = RuleEngine(digest, rules).findings().map(StoredFinding.init)
      .sorted { $0.id < $1.id }
  }

  /// The bytes that a history keeps.
  package func encoded() -> [UInt8] {
    var writer = NamedWriter()
    writer.bytes.count(findings.count)
    for finding in findings { finding.encode(into: &writer) }
    return writer.finished(version: Self.version)
  }

  /// Reads what ``encoded()`` gave.
  package init(encoded bytes: [UInt8]) throws(ByteCodingError) {
    var reader = try NamedReader(bytes, version: Self.version)
    findings = []
    for _ in 0..<(try reader.bytes.count(elementSize: 16)) {
      findings.append(try StoredFinding(from: &reader))
    }
    try reader.finish()
  }
}
