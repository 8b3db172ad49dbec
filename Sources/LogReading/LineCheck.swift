package import MetricLog

/// Reads single lines that come from no file, as tests need it.
///
/// The scanner remembers days, sources and orders of members from line to line; so does one check.
package struct LineCheck: ~Copyable {
  private var scanner = LineScanner()

  package init() {}

  /// The record of the last line, if that was accepted.
  package var batch: RecordBatch { scanner.batch }

  /// Reads one line, given without a newline behind it; newlines inside are white space.
  package mutating func read(_ line: [UInt8]) -> ScanOutcome {
    scanner.batch.removeRows()
    var buffer = BlockBuffer(capacity: line.count + 1)
    for index in line.indices { buffer[index] = line[index] }
    buffer[line.count] = Ascii.newline
    return buffer.withCursor { scanner.scan($0, length: line.count) }
  }
}
