internal import MetricLog

/// What became of the lines of one block.
struct BlockTally {
  /// A rejected line with its place in the block.
  struct Rejection {
    /// The line's number in its block, from 0.
    var line: Int64
    /// The offset of the line's first byte in the stretch's text.
    var offset: Int64
    var failure: ScanFailure
    var excerpt: [UInt8]
  }

  /// How many rejections of each reason are kept.
  let kept: Int
  var lines: Int64 = 0
  var blank: Int64 = 0
  var accepted = [Int64](repeating: 0, count: RecordType.allCases.count)
  var unknownRecords: Int64 = 0
  var rejected = [Int64](repeating: 0, count: RejectionReason.allCases.count)
  /// The first rejected lines of each reason, in order.
  var rejections: [Rejection] = []
}

extension LineScanner {
  /// Scans the lines of a block into the batch.
  mutating func scan(_ block: LineBlock, options: ReadOptions, kept: Int) -> BlockTally {
    var tally = BlockTally(kept: kept)
    for long in block.longLines {
      let failure = ScanFailure(.lineTooLong, column: options.maximumLineLength)
      tally.reject(failure, offset: long.offset) { long.excerpt }
    }
    var position = block.text.lowerBound
    if block.startsWithByteOrderMark { position += 3 }
    block.buffer.withCursor { base in
      while position < block.text.upperBound {
        let start = base.advanced(by: position)
        guard let length = start.newline(within: block.text.upperBound - position) else {
          preconditionFailure("a block ends in a newline")
        }
        scanLine(block, start, position..<position + length, options, &tally)
        position += length + 1
      }
    }
    return tally
  }

  @inline(__always)
  private mutating func scanLine(
    _ block: borrowing LineBlock,
    _ line: Cursor,
    _ range: Range<Int>,
    _ options: ReadOptions,
    _ tally: inout BlockTally
  ) {
    guard range.count <= options.maximumLineLength else {
      let failure = ScanFailure(.lineTooLong, column: options.maximumLineLength)
      return tally.reject(failure, block, range, options)
    }
    var skipped = 0
    if line.byte != Ascii.openBrace {
      skipped = Self.padding(line, length: range.count)
      if skipped == range.count { return tally.addEmpty(block, range, options) }
    }
    switch scan(line.advanced(by: skipped), length: range.count - skipped) {
    case .accepted(let type):
      tally.lines += 1
      tally.accepted[Int(type.rawValue)] += 1
    case .unknownType:
      tally.lines += 1
      tally.unknownRecords += 1
    case .rejected(var failure):
      failure.column += skipped
      if block.endsCut, range.upperBound + 1 == block.text.upperBound, failure.reason.mayBeACut {
        failure.reason = .cutLine
      }
      tally.reject(failure, block, range, options)
    }
  }

  /// The length of the NUL bytes that a crashed host leaves before the next good line; of the whole
  /// line when nothing but white space follows them.
  @inline(never)
  private static func padding(_ line: Cursor, length: Int) -> Int {
    var start = 0
    while start < length, line.byte(at: start) == 0 { start += 1 }
    for index in start..<length {
      switch line.byte(at: index) {
      case Ascii.space, Ascii.tab, Ascii.carriageReturn: continue
      default: return start
      }
    }
    return length
  }
}

extension RejectionReason {
  /// Whether a good line that breaks off is seen to be bad in this way.
  fileprivate var mayBeACut: Bool { self == .invalidJSON || self == .invalidUTF8 }
}

extension LineBlock {
  fileprivate var startsWithByteOrderMark: Bool {
    isOfFirstStretch && offset == 0 && text.count > 3
      && buffer.copy(0..<3) == TextStream.byteOrderMark
  }
}

extension BlockTally {
  /// Counts a line without content: blank, or nothing but NUL bytes.
  fileprivate mutating func addEmpty(
    _ block: borrowing LineBlock,
    _ range: Range<Int>,
    _ options: ReadOptions
  ) {
    if !range.isEmpty, block.buffer[range.lowerBound] == 0 {
      reject(ScanFailure(.nulBytes, column: 0), block, range, options)
    } else {
      lines += 1
      blank += 1
    }
  }

  fileprivate mutating func reject(
    _ failure: ScanFailure,
    _ block: borrowing LineBlock,
    _ range: Range<Int>,
    _ options: ReadOptions
  ) {
    let offset = block.offset + Int64(range.lowerBound)
    reject(failure, offset: offset) {
      let end = min(range.upperBound, range.lowerBound + RejectedLine.excerptLimit)
      return block.buffer.copy(range.lowerBound..<end)
    }
  }

  fileprivate mutating func reject(
    _ failure: ScanFailure,
    offset: Int64,
    excerpt: () -> [UInt8]
  ) {
    let reason = Int(failure.reason.rawValue)
    if rejected[reason] < kept {
      rejections.append(
        Rejection(line: lines, offset: offset, failure: failure, excerpt: excerpt())
      )
    }
    rejected[reason] += 1
    lines += 1
  }
}
