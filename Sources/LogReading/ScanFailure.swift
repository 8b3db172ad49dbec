package import MetricLog

/// Why a line cannot be accepted, and where in it.
package struct ScanFailure: Error, Equatable, Sendable {
  package var reason: RejectionReason
  /// The byte of the line at which it became unacceptable, from 0.
  package var column: Int
  /// The field concerned, when one is.
  package var field: FieldName?

  package init(_ reason: RejectionReason, column: Int, field: FieldName? = nil) {
    self.reason = reason
    self.column = column
    self.field = field
  }
}

/// What a line turned out to be.
package enum ScanOutcome: Equatable, Sendable {
  case accepted(RecordType)
  /// A record of a `type` that this version does not know.
  case unknownType
  case rejected(ScanFailure)
}
