/// What can be limited.
package enum LimitKind: String, CaseIterable, Sendable {
  /// The cost of an operation before it is executed.
  case complexity
  /// The nesting of fields.
  case depth
  /// The duration of a request.
  case time

  /// The unit of caps and values; empty for plain numbers.
  package var unit: String { self == .time ? "ms" : "" }

  /// Whether a request is refused before it takes any time.
  var isStatic: Bool { self != .time }
}

/// What is asked of a simulation of limits.
package struct LimitOptions: Sendable {
  /// Caps to look at, in the limits' units, beside those that the log suggests.
  package var caps: [LimitKind: [Double]] = [:]
  /// Kinds of names that are not shown.
  package var hidden: Set<HiddenName> = []

  package init() {}
}

/// What limits would have done to the requests of a log.
package struct LimitReport: Sendable {
  /// The requests, and those of them that a limit had refused already.
  package var requests: Int64 = 0
  package var alreadyRefused: Int64 = 0
  /// The time of all requests, in nanoseconds.
  package var nanoseconds: Int64 = 0
  /// The statements' time of all requests, in nanoseconds.
  package var databaseNanoseconds: Int64 = 0
  /// Start of the first and of the last request; `nil` when there is none.
  package var firstMicroseconds: Int64?
  package var lastMicroseconds: Int64?
  /// One a kind whose quantity the log has, in the order of the kinds.
  package var measures: [LimitMeasure] = []

  package init() {}
}

/// One quantity and what caps on it would have done.
package struct LimitMeasure: Sendable {
  package var kind: LimitKind
  /// Requests that recorded the quantity, those refused already included.
  package var recorded: Int64 = 0
  /// The largest value.
  package var largest = 0.0
  /// The operations with the largest values, the largest first.
  package var largestOperations: [(operation: LimitSlice.Operation, value: Double)] = []
  /// In the order of the caps.
  package var candidates: [LimitCandidate] = []
  package var proposal: LimitProposal?

  package init(kind: LimitKind) { self.kind = kind }
}

/// What one cap would have done.
package struct LimitCandidate: Sendable {
  /// Why the cap is looked at.
  package enum Reason: String, Sendable {
    /// It was asked for.
    case asked
    /// About one in ten, twenty, a hundred, a thousand requests is above it.
    case p90, p95, p99, p999
    /// It is the one that is proposed.
    case proposed
  }

  /// A request is refused when it is larger.
  package var cap: Double
  package var reason: Reason
  /// Requests that would have been refused or, for time, stopped.
  package var refused = AlertCount()
  /// Those of them that had ended without an error.
  package var refusedWithoutError = AlertCount()
  /// Time that would have been saved, in nanoseconds: of complexity and depth all that the refused
  /// requests took, of time what they took beyond the cap.
  package var savedNanoseconds = 0.0
  /// The ends of its 95 % interval, in nanoseconds; `nil` when it is from a histogram.
  package var savedLow: Double?
  package var savedHigh: Double?
  /// Statements' time that would have been saved, in nanoseconds; `nil` for time, of which the log does
  /// not say when in a request it was spent.
  package var savedDatabaseNanoseconds: Double?
  /// The operations and clients with the most refused requests, the most first.
  package var operations: [LimitSlice] = []
  package var clients: [LimitSlice] = []

  package init(cap: Double, reason: Reason) {
    self.cap = cap
    self.reason = reason
  }
}

/// The requests of one operation or client that a cap would have refused.
package struct LimitSlice: Sendable {
  /// Which operation.
  package struct Operation: Sendable, Equatable {
    package var service: String
    package var env: String
    /// Empty when it is anonymous.
    package var name: String
    package var kind: String
    /// Whether it stands for those whose names were too many to keep.
    package var isOther: Bool

    package init(service: String, env: String, name: String, kind: String, isOther: Bool = false) {
      (self.service, self.env, self.name, self.kind) = (service, env, name, kind)
      self.isOther = isOther
    }
  }

  /// `nil` for a client.
  package var operation: Operation?
  /// The client's name and version; empty for operations.
  package var client = ""
  package var version = ""
  /// Refused requests, estimated from the sample where that does not have all.
  package var refused = 0.0
  /// Part of its requests, in 0...1.
  package var share = 0.0

  package init() {}
}

/// A cap that refuses nobody who asked for nothing wrong.
package struct LimitProposal: Sendable {
  package var cap: Double
  /// The largest value of a request that ended without an error and was not refused.
  ///
  /// Of operations that the sample does not have whole it is the largest of any request.
  package var largestLegitimate: Double
  /// What was added: a factor, or for depth a number of levels.
  package var headroom: Double
  /// Requests without error that were seen to be below it.
  package var legitimate: Int64
  /// With 95 % confidence, no larger part of such requests is above the largest that was seen.
  package var shareAbove: Double

  package init(
    cap: Double,
    largestLegitimate: Double,
    headroom: Double,
    legitimate: Int64,
    shareAbove: Double
  ) {
    self.cap = cap
    self.largestLegitimate = largestLegitimate
    self.headroom = headroom
    self.legitimate = legitimate
    self.shareAbove = shareAbove
  }
}
