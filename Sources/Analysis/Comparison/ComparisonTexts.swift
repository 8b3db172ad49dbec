internal import Statistics

extension Comparison {
  /// Texts and statements of one operation that only one of two periods has, or that changed.
  package struct TextChange: Sendable, Equatable {
    package var operation: OperationName
    /// Signatures, in order.
    package var newTexts: [String] = []
    package var vanishedTexts: [String] = []
    /// Fingerprints, in order.
    package var newStatements: [String] = []
    package var vanishedStatements: [String] = []
    /// Statements that are issued notably more or less often a request.
    package var changedStatements: [StatementChange] = []

    package init(operation: OperationName) { self.operation = operation }

    var isEmpty: Bool {
      newTexts.isEmpty && vanishedTexts.isEmpty && newStatements.isEmpty
        && vanishedStatements.isEmpty && changedStatements.isEmpty
    }
  }

  /// How often an operation issues a statement, over all of its requests.
  package struct StatementChange: Sendable, Equatable {
    package var fingerprint: String
    package var before: Double
    package var after: Double

    package init(fingerprint: String, before: Double, after: Double) {
      (self.fingerprint, self.before, self.after) = (fingerprint, before, after)
    }
  }
}

/// Compares what the requests of two periods were made of.
struct TextComparison {
  /// What is rarer than this among an operation's requests is not told: it may be chance.
  private static let leastShare = 0.01
  /// A statement has changed when it is issued so many times as often, or as seldom.
  private static let leastRatio = 1.5
  /// And by so many a request.
  private static let leastDifference = 0.5

  private let before: [OperationName: Sum]
  private let after: [OperationName: Sum]

  /// Parts of an operation's requests over some days.
  private struct Sum {
    var texts: [String: Int64] = [:]
    var statements: [String: (requests: Int64, count: Int64)] = [:]
    var requests: Int64 = 0
  }

  init(_ baseline: ComparisonPeriod, _ candidate: ComparisonPeriod) {
    (before, after) = (Self.sums(baseline), Self.sums(candidate))
  }

  private static func sums(_ period: ComparisonPeriod) -> [OperationName: Sum] {
    var sums: [OperationName: Sum] = [:]
    for (name, row) in period.details.lazy.flatMap(\.rows) {
      var sum = sums.removeValue(forKey: name) ?? Sum()
      for part in row.signatures {
        sum.texts[part.name] = (sum.texts[part.name] ?? 0).addingClamped(part.requests)
      }
      for part in row.statements {
        let old = sum.statements[part.name] ?? (0, 0)
        sum.statements[part.name] = (
          old.requests.addingClamped(part.requests), old.count.addingClamped(part.count)
        )
      }
      sums[name] = sum
    }
    for (name, figures) in period.days.lazy.flatMap(\.operations) {
      let requests = (sums[name]?.requests ?? 0).addingClamped(figures.requests)
      sums[name]?.requests = requests
    }
    return sums
  }

  /// What changed, operation by operation; those that only one period has are passed over.
  func changes() -> [Comparison.TextChange] {
    before.keys.sorted().compactMap { name in
      guard let old = before[name], let new = after[name] else { return nil }
      var change = Comparison.TextChange(operation: name)
      // A period whose log does not tell texts, or statements, says nothing about them.
      if !old.texts.isEmpty, !new.texts.isEmpty {
        change.newTexts = Self.only(new.texts, old.texts, new.requests)
        change.vanishedTexts = Self.only(old.texts, new.texts, old.requests)
      }
      if !old.statements.isEmpty, !new.statements.isEmpty {
        let (olds, news) = (
          old.statements.mapValues(\.requests), new.statements.mapValues(\.requests)
        )
        change.newStatements = Self.only(news, olds, new.requests)
        change.vanishedStatements = Self.only(olds, news, old.requests)
        change.changedStatements = Self.changed(old, new)
      }
      return change.isEmpty ? nil : change
    }
  }

  /// Names that only one side has, unless they are rare.
  private static func only(
    _ parts: [String: Int64],
    _ others: [String: Int64],
    _ requests: Int64
  ) -> [String] {
    parts.filter { name, count in
      others[name] == nil && Double(count) >= leastShare * Double(requests)
    }
    .keys.sorted()
  }

  private static func changed(_ old: Sum, _ new: Sum) -> [Comparison.StatementChange] {
    guard old.requests > 0, new.requests > 0 else { return [] }
    return old.statements.compactMap { fingerprint, part in
      guard let other = new.statements[fingerprint] else { return nil }
      let before = Double(part.count) / Double(old.requests)
      let after = Double(other.count) / Double(new.requests)
      let ratio = max(before, after) / max(min(before, after), 1e-9)
      guard ratio >= leastRatio, (after - before).magnitude >= leastDifference else { return nil }
      return Comparison.StatementChange(fingerprint: fingerprint, before: before, after: after)
    }
    .sorted { $0.fingerprint < $1.fingerprint }
  }
}
