package import MetricLog
package import Statistics

/// What a run read, and what it took.
package struct RunFigures: Sendable, Equatable {
  static let version: UInt8 = 1

  // MARK: - What follows from the input

  package var files: Int64 = 0
  /// Bytes of the files as they are stored, and of their text, inflated.
  package var storedBytes: Int64 = 0
  package var textBytes: Int64 = 0
  package var lines: Int64 = 0
  /// Rejected lines by ``RejectionReason/rawValue``.
  package var rejected = [Int64](repeating: 0, count: RejectionReason.allCases.count)
  /// Records that stood more than once in what was read.
  package var duplicates: Int64 = 0
  /// Records that the history did not have.
  package var newRecords: Int64 = 0

  // MARK: - What does not

  package var wallNanoseconds: Int64 = 0
  /// Time of all processors, the system's included.
  package var processorNanoseconds: Int64 = 0
  /// The most memory that the process held at once.
  package var peakBytes: Int64 = 0
  package var threads: Int64 = 0
  /// Bytes of the history's file.
  package var historyBytes: Int64 = 0

  package init() {}

  /// What was read, and what of it was new to the history.
  package init(_ input: InputReport, newRecords: Int64) {
    let total = input.total
    files = Int64(input.files.count)
    (storedBytes, textBytes, lines) = (total.storedBytes, total.textBytes, total.lines)
    rejected = total.rejected
    duplicates = input.duplicates
    self.newRecords = newRecords
  }

  /// Rejected lines of every reason.
  package var rejectedLines: Int64 { rejected.reduce(0) { $0.addingClamped($1) } }

  /// The reasons that occurred, with their lines.
  package var rejections: [(reason: RejectionReason, count: Int64)] {
    RejectionReason.allCases.map { (reason: $0, count: rejected[Int($0.rawValue)]) }
      .filter { $0.count > 0 }
  }

  /// Text read a second of wall time; `nil` without any.
  package var bytesPerSecond: Double? {
    wallNanoseconds > 0 && textBytes > 0
      ? Double(textBytes) / (Double(wallNanoseconds) / 1e9) : nil
  }

  // MARK: - Stored form

  /// The bytes that a history keeps.
  ///
  /// What differs from run to run has a fixed length, so that the size of a history follows from its
  /// input, and reports may tell it.
  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.byte(Self.version)
    writer.naturals(files, storedBytes, textBytes, lines, duplicates, newRecords)
    writer.count(rejections.count)
    for (reason, count) in rejections {
      writer.count(Int(reason.rawValue))
      writer.natural(count)
    }
    for value in [wallNanoseconds, processorNanoseconds, peakBytes, threads, historyBytes] {
      writer.fixed(UInt64(bitPattern: value))
    }
    return writer.bytes
  }

  /// Reads what ``encoded()`` gave.
  package init(encoded bytes: [UInt8]) throws(ByteCodingError) {
    var reader = ByteReader(bytes[...])
    guard try reader.byte() == Self.version else { throw reader.damaged }
    (files, storedBytes) = (try reader.natural(), try reader.natural())
    (textBytes, lines) = (try reader.natural(), try reader.natural())
    (duplicates, newRecords) = (try reader.natural(), try reader.natural())
    for _ in 0..<(try reader.count(elementSize: 2)) {
      let reason = Int(clamping: try reader.unsigned())
      guard rejected.indices.contains(reason), rejected[reason] == 0 else { throw reader.damaged }
      rejected[reason] = try reader.natural()
    }
    var measured: [Int64] = []
    for _ in 0..<5 { measured.append(Int64(bitPattern: try reader.fixed())) }
    guard reader.remaining == 0, measured.allSatisfy({ $0 >= 0 }) else { throw reader.damaged }
    (wallNanoseconds, processorNanoseconds, peakBytes) = (measured[0], measured[1], measured[2])
    (threads, historyBytes) = (measured[3], measured[4])
  }
}
