internal import MetricLog

/// One input, or a stretch of one, as a row of blocks of whole lines; the one place that knows of
/// compression.
///
/// Not thread-safe: ``LogReader`` lets one worker at a time take a block and scan it outside.
final class TextStream {
  /// What may stand at the start of a text, before its first line.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let options: ReadOptions
  private var file: StoredFile
  private var gzip: GzipReader?
  /// Bytes read to recognise the file that belong to a plain text.
  private var pending: [UInt8] = []
  /// The unfinished last line of the block before.
  private var carry = BlockBuffer(capacity: 0)
  private var carryCount = 0
  private var nextIndex = 0
  private var textOffset: Int64 = 0
  private var isAtEnd = false
  private var longLine: LineBlock.LongLine?
  private(set) var storedBytes: Int64 = 0
  /// What the system said when a read failed.
  private var failure: ReadProblem?

  /// Takes up an open input and recognises gzip by its first bytes, never by its name.
  init(_ file: consuming StoredFile, options: ReadOptions) throws(StoredFile.Failure) {
    self.options = options
    self.file = file
    try recognise()
  }

  /// What is wrong with the input, as far as it was read.
  var problems: [ReadProblem] { (gzip?.problems ?? []) + (failure.map { [$0] } ?? []) }

  /// The bytes of text that the blocks so far hold.
  var textBytes: Int64 { textOffset }

  /// Bytes of the file: of gzip those on disk, where junk may lie behind the last member; of a
  /// text, which may grow or shrink meanwhile, those read.
  var fileBytes: Int64 { gzip == nil ? storedBytes : file.size ?? storedBytes }

  private func recognise() throws(StoredFile.Failure) {
    var first = BlockBuffer(capacity: 8)
    var count = 0
    while count < 8 {
      let read = try file.read(into: &first, count..<8)
      if read == 0 { break }
      count += read
    }
    storedBytes = Int64(count)
    let bytes = first.copy(0..<count)
    if bytes == InputFinder.digestMagic {
      throw StoredFile.Failure(
        detail: "is a digest, and digests are read from files; write it to one and name that"
      )
    }
    if bytes.starts(with: [0x1F, 0x8B]) {
      gzip = GzipReader(
        library: file.isSeekable ? options.library : .zlib,
        inputSize: options.inputSize,
        first: bytes,
        offset: file.start
      )
    } else if let tool = Self.foreignCompression(bytes) {
      throw StoredFile.Failure(
        detail: "is in a compression that is not read; try: \(tool) FILE | nightjar analyze -"
      )
    } else {
      pending = bytes
    }
  }

  private static func foreignCompression(_ first: [UInt8]) -> String? {
    if first.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "zstdcat" }
    if first.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A]) { return "xzcat" }
    if first.starts(with: [0x42, 0x5A, 0x68]) { return "bzcat" }
    return nil
  }

  /// Fills `block` with the next whole lines; false when the input is over.
  ///
  /// A block holds what was read in one go, whose unfinished last line goes to the next block. A
  /// line that outgrows the limit is dropped as it is read, so no line makes the memory grow.
  func next(_ block: inout LineBlock) -> Bool {
    block.longLines.removeAll(keepingCapacity: true)
    block.text = 0..<0
    block.endsCut = false
    block.isOfFirstStretch = file.start == 0
    block.offset = textOffset - Int64(carryCount)
    block.buffer.grow(to: carryCount + options.blockSize)
    block.buffer.replace(at: 0, with: carry, range: 0..<carryCount)
    var count = carryCount
    carryCount = 0
    while !isAtEnd {
      block.buffer.grow(to: count + options.blockSize)
      let range = count..<count + options.blockSize
      let added = read(into: &block.buffer, range)
      let searched = count..<count + added
      count += added
      textOffset += Int64(added)
      if longLine != nil { count = skipLongLine(&block, count: count) }
      if let newline = block.buffer.lastNewline(in: min(searched.lowerBound, count)..<count) {
        return finish(&block, lines: newline + 1, count: count)
      }
      // A line that is at the limit behind a byte-order mark is not over it.
      if count > options.maximumLineLength + Self.byteOrderMark.count {
        count = beginLongLine(&block, count: count)
      }
    }
    return finishLast(&block, count: count)
  }

  /// Gives `block` its first bytes as lines and keeps the rest for the next one.
  private func finish(_ block: inout LineBlock, lines: Int, count: Int) -> Bool {
    carryCount = count - lines
    carry.grow(to: carryCount)
    carry.replace(at: 0, with: block.buffer, range: lines..<count)
    return number(&block, text: 0..<lines)
  }

  private func finishLast(_ block: inout LineBlock, count: Int) -> Bool {
    if let longLine { block.longLines.append(longLine) }
    longLine = nil
    guard count > 0 || !block.longLines.isEmpty else { return false }
    if count > 0 {
      block.endsCut = true
      block.buffer.grow(to: count + 1)
      block.buffer[count] = Ascii.newline
    }
    return number(&block, text: 0..<(count > 0 ? count + 1 : 0))
  }

  private func number(_ block: inout LineBlock, text: Range<Int>) -> Bool {
    block.text = text
    block.index = nextIndex
    nextIndex += 1
    return true
  }

  // MARK: - Lines over the limit

  /// Drops what was read of a line over the limit and remembers its place.
  private func beginLongLine(_ block: inout LineBlock, count: Int) -> Int {
    let isFirst = file.start == 0 && textOffset == Int64(count)
    let isMarked = isFirst && block.buffer.copy(0..<3) == Self.byteOrderMark
    let start = isMarked ? Self.byteOrderMark.count : 0
    longLine = LineBlock.LongLine(
      offset: textOffset - Int64(count - start),
      excerpt: block.buffer.copy(start..<min(count, start + RejectedLine.excerptLimit))
    )
    block.offset = textOffset
    return 0
  }

  /// Drops more of a line over the limit, up to its newline; returns what is left.
  private func skipLongLine(_ block: inout LineBlock, count: Int) -> Int {
    guard let newline = block.buffer.firstNewline(in: 0..<count) else {
      block.offset = textOffset
      return 0
    }
    if let longLine { block.longLines.append(longLine) }
    longLine = nil
    let rest = newline + 1..<count
    block.offset = textOffset - Int64(rest.count)
    block.buffer.move(rest, to: 0)
    return rest.count
  }

  // MARK: - Bytes

  /// Reads up to a range's size; 0 is the end, for whatever reason: ``problems`` tells.
  private func read(into buffer: inout BlockBuffer, _ range: Range<Int>) -> Int {
    do throws(StoredFile.Failure) {
      let count = try gzip == nil ? readPlain(&buffer, range) : readGzip(&buffer, range)
      isAtEnd = count == 0
      return count
    } catch {
      let offset = file.start + storedBytes
      failure = ReadProblem(kind: .unreadable, storedOffset: offset, detail: error.detail)
      isAtEnd = true
      return 0
    }
  }

  private func readPlain(
    _ buffer: inout BlockBuffer,
    _ range: Range<Int>
  ) throws(StoredFile.Failure) -> Int {
    if !pending.isEmpty {
      let taken = min(pending.count, range.count)
      for index in 0..<taken { buffer[range.lowerBound + index] = pending[index] }
      pending.removeFirst(taken)
      return taken
    }
    let count = try file.read(into: &buffer, range)
    storedBytes += Int64(count)
    return count
  }

  private func readGzip(
    _ buffer: inout BlockBuffer,
    _ range: Range<Int>
  ) throws(StoredFile.Failure) -> Int {
    guard let gzip else { return 0 }
    let count = try gzip.read(into: &buffer, range, from: &file)
    storedBytes = gzip.storedOffset - file.start
    return count
  }
}
