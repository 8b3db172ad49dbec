internal import MetricLog

/// Finds the lines that records stand in, by reading the logs once more.
///
/// Digests keep who wrote a record and its number, not its place: files are renamed, compressed and cut,
/// and a place for every kept request would make digests larger for the few that are ever looked at.
package struct LineFinder: Sendable {
  /// Which record.
  package struct Record: Hashable, Sendable {
    package var writer: String
    package var seq: UInt64
    package var timeMicroseconds: Int64

    package init(writer: String, seq: UInt64, timeMicroseconds: Int64) {
      self.writer = writer
      self.seq = seq
      self.timeMicroseconds = timeMicroseconds
    }
  }

  /// Where a record is.
  package struct Place: Equatable, Sendable {
    package var path: String
    /// Counted from 1.
    package var line: Int64

    package init(path: String, line: Int64) {
      self.path = path
      self.line = line
    }
  }

  private let paths: [String]
  private let options: ReadOptions

  /// Prepares to look through files, which are read one after the other.
  package init(paths: [String], options: ReadOptions) {
    self.paths = paths
    self.options = options
  }

  /// The places of requests, each in the first file that has it.
  ///
  /// - Parameter requests: Those that are looked for.
  /// - Returns: What was found; nothing of what is not in the files or can only be read once.
  /// - Complexity: Reads the files up to the last request found, all of them when one is missing.
  package func places(of requests: Set<Record>) -> [Record: Place] {
    var search = Search(wanted: requests, options: options)
    for path in paths where !search.wanted.isEmpty && StoredFile.isRegular(path) {
      guard let file = try? StoredFile(path: path),
        let text = try? TextStream(file, options: options)
      else { continue }
      search.look(through: text, path: path)
    }
    return search.found
  }

  /// A search on its way through files.
  private struct Search: ~Copyable {
    var wanted: Set<Record>
    var found: [Record: Place] = [:]
    let options: ReadOptions
    private var scanner = LineScanner()

    init(wanted: Set<Record>, options: ReadOptions) {
      self.wanted = wanted
      self.options = options
    }

    /// Reads a file to the end, or until nothing is looked for any more.
    mutating func look(through text: TextStream, path: String) {
      var block = LineBlock()
      var lines: Int64 = 0
      while !wanted.isEmpty, text.next(&block) {
        scanner.batch.removeRows()
        let tally = scanner.scan(block, options: options, kept: 0)
        // Only a block that has one is looked through line by line.
        if scanner.batch.requests.contains(where: { isWanted($0, scanner.batch) != nil }) {
          look(through: block, path, before: lines + Int64(block.longLines.count))
        }
        lines += tally.lines
        scanner.forgetNames()
      }
    }

    private func isWanted(_ row: RequestRow, _ batch: RecordBatch) -> Record? {
      guard row.head.seq > 0 else { return nil }
      let source = batch.sources[Int(row.head.source)]
      let record = Record(
        writer: batch.symbols.string(of: source.writer),
        seq: row.head.seq,
        timeMicroseconds: row.head.timeMicroseconds
      )
      return wanted.contains(record) ? record : nil
    }

    private mutating func look(through block: LineBlock, _ path: String, before lines: Int64) {
      var check = LineCheck()
      var position = block.text.lowerBound
      var line = lines
      while position < block.text.upperBound {
        let end = block.buffer.firstNewline(in: position..<block.text.upperBound)
        let range = position..<(end ?? block.text.upperBound)
        line += 1
        position = range.upperBound + 1
        guard range.count <= options.maximumLineLength else { continue }
        // What stands before the object, such as a byte-order mark, is none of the line's content.
        let bytes = block.buffer.copy(range).drop { $0 != Ascii.openBrace }
        guard case .accepted(.request) = check.read(Array(bytes)),
          let row = check.batch.requests.last, let record = isWanted(row, check.batch)
        else { continue }
        found[record] = Place(path: path, line: line)
        wanted.remove(record)
      }
    }
  }
}
