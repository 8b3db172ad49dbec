/// A place where a series goes on otherwise than before.
package struct ChangePoint: Sendable, Equatable {
  /// What is different.
  package enum Kind: Sendable, Equatable {
    /// A constant level before and another after.
    case step
    /// Constant before, rising or falling after.
    case rampStart
    /// Rising or falling before, constant after.
    case rampEnd
    /// Another slope, or another line.
    case bend
  }

  /// The first place of what comes after.
  package let index: Int
  /// What is different.
  package let kind: Kind
  /// What the series jumps by at the place, in its own unit.
  package let jump: Double
  /// Places that fit nearly as well: a cause must lie here.
  package let location: ClosedRange<Int>
  /// Whether it is so close to the end that the next value may undo it.
  package let isPending: Bool
  /// What comes before.
  package let before: SeriesSegment
  /// What comes after.
  package let after: SeriesSegment
}

/// A stretch of a series between two change points.
package struct SeriesSegment: Sendable, Equatable {
  /// Its places.
  package let range: Range<Int>
  /// The fitted value at its first place.
  package let level: Double
  /// The change from one place to the next; 0 when constant.
  package let slope: Double

  /// Whether it is a level and not a line.
  package var isConstant: Bool { slope == 0 }

  /// The fitted value at a place, inside or not.
  package func value(at index: Int) -> Double {
    level + slope * Double(index - range.lowerBound)
  }
}
