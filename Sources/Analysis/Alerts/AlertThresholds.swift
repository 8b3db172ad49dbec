/// The levels of every alert, for all operations and for some.
package struct AlertThresholds: Sendable, Equatable {
  /// Levels of the operations that a pattern stands for.
  package struct Exception: Sendable, Equatable {
    /// The operations' names; anonymous ones are `(anonymous)`.
    package var operation: NamePattern
    /// The services and environments it is about; `nil` means all.
    package var service: NamePattern?
    package var env: NamePattern?
    /// Only the levels that differ.
    package var levels: [AlertRule: AlertLevels]

    package init(
      operation: NamePattern,
      service: NamePattern? = nil,
      env: NamePattern? = nil,
      levels: [AlertRule: AlertLevels]
    ) {
      self.operation = operation
      self.service = service
      self.env = env
      self.levels = levels
    }

    /// Whether the exception is about an operation.
    func covers(service: String, env: String, operation name: String) -> Bool {
      operation.matches(name.isEmpty ? SelectionFilter.anonymous : name)
        && (self.service?.matches(service) ?? true) && (self.env?.matches(env) ?? true)
    }
  }

  /// The name of the numbers, as settings call it.
  package var profile: String
  private var levels: [AlertRule: AlertLevels]
  /// In the order of the settings: the first that covers an operation and has the rule decides.
  package var exceptions: [Exception] = []

  package init(profile: String, levels: [AlertRule: AlertLevels]) {
    self.profile = profile
    self.levels = levels
  }

  /// The usual levels, those that servers have unless told otherwise: 1 s, complexity 100, 50 MB, 10
  /// statements.
  package init() { self.init(profile: "default", levels: Self.standard) }

  /// A rule's levels for all operations without an exception.
  package subscript(rule: AlertRule) -> AlertLevels {
    get { levels[rule] ?? Self.standard[rule] ?? .off }
    set { levels[rule] = newValue }
  }

  /// A rule's levels for an operation.
  package func levels(
    _ rule: AlertRule,
    service: String,
    env: String,
    operation: String
  ) -> AlertLevels {
    for exception in exceptions {
      guard let levels = exception.levels[rule] else { continue }
      if exception.covers(service: service, env: env, operation: operation) { return levels }
    }
    return self[rule]
  }

  /// The levels of the default profile.
  private static let standard: [AlertRule: AlertLevels] = [
    .slowQuery: AlertLevels(medium: 1000, high: 5000),
    .highComplexity: AlertLevels(medium: 100, high: 200),
    .highMemory: AlertLevels(medium: 50e6, high: 100e6),
    .manyStatements: AlertLevels(medium: 10, high: 50),
    .repeatedStatement: AlertLevels(medium: 4, high: 20),
    .connectionWait: AlertLevels(medium: 100, high: 500),
    .poolExhaustion: AlertLevels(medium: 80, high: 100),
    .cacheHitRateFall: AlertLevels(medium: 10, high: 25),
    .errorRate: AlertLevels(medium: 5, high: 15),
  ]
}
