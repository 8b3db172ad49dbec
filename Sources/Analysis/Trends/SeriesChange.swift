/// A day from which on a row of days goes on otherwise.
package struct SeriesChange: Sendable, Equatable {
  /// What is different afterwards.
  package enum Kind: String, Sendable {
    /// Another level.
    case step
    /// A level before, a slope after.
    case rampStart = "ramp_start"
    /// A slope before, a level after.
    case rampEnd = "ramp_end"
    /// Another slope.
    case bend
  }

  /// How sure it is.
  package enum Standing: String, Sendable {
    /// Sure, notable, and significant among all rows tested.
    case confirmed
    /// As a confirmed one, but the days behind it are too few to tell whether it lasts.
    case pending
    /// The stricter tier found it, but it is too small to matter or not significant among all rows.
    case minor
    /// Only the looser tier found it: worth a look, no alarm.
    case watch
  }

  package var kind: Kind
  package var standing: Standing
  /// The first day of what comes after.
  package var day: Day
  /// The days that the change may have begun on as well: a cause must lie here.
  package var earliest: Day
  package var latest: Day
  /// The levels around it, in the metric's unit.
  package var before: Double
  package var after: Double
  /// The relative change, of shares that of their odds; of ramps what their slope adds up to in the days
  /// since, at most a week of them.
  package var effect: Double
  /// Whether the change is for the worse.
  package var isWorse: Bool
  /// Of the comparison of both sides, after the correction for all rows; `nil` when they were too short.
  package var adjustedPValue: Double?
  /// What happened within the interval, the nearest first; often nothing that is known.
  package var causes: [ChangeCause] = []
}

/// Something that happened when a row changed.
package struct ChangeCause: Sendable, Equatable {
  package enum Kind: String, Sendable {
    /// A release began to serve, or was announced.
    case deploy
    /// The operation came with another text.
    case operationText = "operation_text"
    /// The operation issued a statement that it had not issued before.
    case statement
    /// The subject's requests became notably more or fewer.
    case traffic
    /// The environment's operations came in other shares, which explains most of the change.
    case mix
    /// The operation's clients came in other shares, which explains most of the change.
    case clientMix = "client_mix"
  }

  package var kind: Kind
  package var day: Day
  /// The release, signature or fingerprint, or the client that did most; empty for traffic and mix.
  package var name: String

  package init(_ kind: Kind, day: Day, name: String = "") {
    (self.kind, self.day, self.name) = (kind, day, name)
  }
}

extension SeriesChange {
  /// A change on a day, of no levels.
  package init(_ kind: Kind, _ standing: Standing, day: Day, effect: Double, isWorse: Bool) {
    (self.kind, self.standing, self.effect, self.isWorse) = (kind, standing, effect, isWorse)
    (self.day, earliest, latest) = (day, day, day)
    (before, after) = (0, 0)
  }
}
