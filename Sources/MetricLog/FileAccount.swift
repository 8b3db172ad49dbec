/// What became of one input: the sum that must come out even, whatever the input was.
///
/// `lines == accepted + rejected + blank` holds for every account.
package struct FileAccount: Equatable, Sendable {
  /// The path as it was given or found; `-` for standard input.
  package var path: String
  /// Bytes read from the file, as stored (compressed or not).
  package var storedBytes: Int64 = 0
  /// Bytes of log text, after inflating.
  package var textBytes: Int64 = 0
  /// Lines of text; an unfinished last line is one.
  package var lines: Int64 = 0
  /// Lines of nothing but white space.
  package var blank: Int64 = 0
  /// Accepted lines by ``RecordType/rawValue``.
  package var accepted = [Int64](repeating: 0, count: RecordType.allCases.count)
  /// Accepted lines of a `type` that this version does not know.
  package var unknownRecords: Int64 = 0
  /// Rejected lines by ``RejectionReason/rawValue``.
  package var rejected = [Int64](repeating: 0, count: RejectionReason.allCases.count)
  /// What was wrong with the file itself, in the order found.
  package var problems: [ReadProblem] = []

  package init(path: String) { self.path = path }

  /// Accepted lines of every type.
  package var acceptedLines: Int64 { accepted.reduce(unknownRecords, Self.sum) }

  /// Rejected lines of every reason.
  package var rejectedLines: Int64 { rejected.reduce(0, Self.sum) }

  /// Whether some of the input could not be read.
  package var losesInput: Bool { problems.contains { $0.kind.losesInput } }

  /// The sum of two counts; those of a digest made by an enemy may be too large to add.
  private static func sum(_ first: Int64, _ second: Int64) -> Int64 {
    let (sum, isPastEnd) = first.addingReportingOverflow(second)
    return isPastEnd ? .max : sum
  }
}

/// Something wrong with a file as a whole, as against one of its lines.
package struct ReadProblem: Hashable, Sendable {
  /// What happened.
  ///
  /// Raw values are stored in digests: append, never renumber.
  package enum Kind: UInt8, CaseIterable, Sendable {
    /// The file could not be opened or read; nothing of it, or only a part, is in the report.
    case unreadable
    /// The gzip stream ends before its end; everything before the cut was read.
    case truncatedGzip
    /// The gzip stream is damaged; everything before the damage was read.
    case corruptGzip
    /// The content of a gzip member does not have the checksum or the length it claims.
    case checksumMismatch
    /// Bytes that are not gzip follow the last member; they were ignored.
    case trailingJunk

    /// The stable name used in reports.
    package var name: String {
      switch self {
      case .unreadable: "unreadable"
      case .truncatedGzip: "truncated_gzip"
      case .corruptGzip: "corrupt_gzip"
      case .checksumMismatch: "checksum_mismatch"
      case .trailingJunk: "trailing_junk"
      }
    }

    /// Whether some input may be missing from the report.
    package var losesInput: Bool { self != .trailingJunk }
  }

  package var kind: Kind
  /// Where in the stored file it was seen.
  package var storedOffset: Int64
  /// The system's or the decoder's own words; empty when there are none.
  package var detail: String

  package init(kind: Kind, storedOffset: Int64, detail: String = "") {
    self.kind = kind
    self.storedOffset = storedOffset
    self.detail = detail
  }
}

/// A rejected line: where it is and why it was not accepted.
package struct RejectedLine: Hashable, Sendable {
  package var reason: RejectionReason
  package var path: String
  /// The line's number in the text, from 1.
  package var line: Int64
  /// The offset of the line's first byte in the text, after inflating.
  package var offset: Int64
  /// The byte of the line at which it became unacceptable, from 0.
  package var column: Int64
  /// The field concerned; empty when none is.
  package var field: String
  /// The first bytes of the line, at most ``excerptLimit``, exactly as they stand.
  package var excerpt: [UInt8]

  /// How many bytes of a rejected line are kept for people to recognise it.
  package static let excerptLimit = 120

  package init(
    reason: RejectionReason,
    path: String,
    line: Int64,
    offset: Int64,
    column: Int64,
    field: String,
    excerpt: [UInt8]
  ) {
    self.reason = reason
    self.path = path
    self.line = line
    self.offset = offset
    self.column = column
    self.field = field
    self.excerpt = excerpt
  }
}
