internal import MetricLog
package import Statistics

/// A table that a history keeps of a day beside its figures: a row for each operation.
///
/// Each is stored by itself, so that what is not asked for is not read.
package struct DayTable<Row: Sendable>: Sendable {
  package var rows: [OperationName: Row]

  package init(rows: [OperationName: Row]) { self.rows = rows }
}

extension DayTable where Row: StoredRow {
  /// The bytes that a history keeps.
  func encodedRows() -> [UInt8] {
    var writer = NamedWriter()
    writer.table(rows)
    return writer.finished(version: 1)
  }

  /// Reads what ``encodedRows()`` gave.
  init(bytes: [UInt8]) throws(ByteCodingError) {
    var reader = try NamedReader(bytes, version: 1)
    rows = try reader.table()
    try reader.finish()
  }
}

/// The durations of each operation, from which any quantile of any set of days follows.
package typealias DaySketches = DayTable<LatencySketch>

extension DayTable<LatencySketch> {
  /// The sketches of a settled digest of one day; folded operations have none.
  ///
  /// - Parameters:
  ///   - digest: The day's digest.
  ///   - release: Only this release's requests; `nil` for all.
  package init(_ digest: Digest, release: String? = nil) {
    rows = digest.operations.items.reduce(into: [:]) { rows, item in
      let cells = item.cells.filter { cell in
        release.map { $0 == digest.names.string(of: cell.release) } ?? true
      }
      guard !cells.isEmpty || release == nil else { return }
      var gathered = Gathered()
      gathered.add(cells)
      rows[OperationName(item.key, digest.names)] = gathered.duration
    }
  }

  /// The bytes that a history keeps.
  package func encoded() -> [UInt8] { encodedRows() }

  /// Reads what ``encoded()`` gave.
  package init(encoded bytes: [UInt8]) throws(ByteCodingError) { try self.init(bytes: bytes) }
}

extension LatencySketch: StoredRow {
  func encode(into writer: inout NamedWriter) { encode(into: &writer.bytes) }

  init(from reader: inout NamedReader) throws(ByteCodingError) {
    try self.init(from: &reader.bytes)
  }
}
