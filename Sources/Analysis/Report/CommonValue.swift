/// Something that an operation's slow requests have more often than its others.
package struct CommonValue: Sendable, Equatable {
  /// One property of a request.
  package struct Property: Sendable, Equatable {
    /// What it is of.
    package enum Dimension: String, CaseIterable, Sendable {
      case host, release, client, clientVersion, signature, errorCode, refusal, cacheMiss, listItems
      case hour
    }

    package var dimension: Dimension
    /// The client of a version, the field of a list, the cache; else empty.
    package var name = ""
    /// The value; of lists "16 or more", of hours the time at which it begins.
    package var value = ""

    package init(dimension: Dimension, name: String = "", value: String = "") {
      self.dimension = dimension
      self.name = name
      self.value = value
    }
  }

  package var property: Property
  /// A second property, when both together say more than each alone.
  package var second: Property?
  /// Slow requests that have it, of all sampled slow ones.
  package var slow: Int64
  package var slowTotal: Int64
  /// Other requests that have it, of all sampled others.
  package var other: Int64
  package var otherTotal: Int64
  /// How many times as often slow requests have it, with its 95 % interval; within hours.
  package var riskRatio: Double
  package var low: Double
  package var high: Double
  /// The false discovery rate at which it is significant, over everything that was tried.
  package var adjustedP: Double

  package init(property: Property) {
    self.property = property
    (slow, slowTotal, other, otherTotal) = (0, 0, 0, 0)
    (riskRatio, low, high, adjustedP) = (1, 0, .infinity, 1)
  }

  /// Part of the slow requests that have it, in 0...1.
  package var coverage: Double { slowTotal > 0 ? Double(slow) / Double(slowTotal) : 0 }
}
