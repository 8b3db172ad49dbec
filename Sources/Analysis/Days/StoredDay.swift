/// What a history says of one of its days, without reading its digest.
package struct StoredDay: Sendable, Equatable {
  package var day: Day
  package var requests: Int64
  /// The requests' total duration.
  package var durationNanoseconds: Int64
  /// Records of all types.
  package var records: Int64
  /// Bytes of the digest as it is stored, deflated; 0 when it shares the digest of its week.
  package var digestBytes: Int64
  /// When the day was first recorded.
  package var recordedMicroseconds: Int64
  /// When records last came to it; `nil` when none did.
  package var amendedMicroseconds: Int64?
  /// How many times records came to it afterwards.
  package var amendments: Int64

  /// The week whose digest it shares; `nil` when it has a digest of its own.
  package var week: Week? { digestBytes == 0 ? Week(of: day) : nil }

  package init(day: Day) {
    self.day = day
    (requests, durationNanoseconds, records, digestBytes) = (0, 0, 0, 0)
    (recordedMicroseconds, amendments) = (0, 0)
  }
}
