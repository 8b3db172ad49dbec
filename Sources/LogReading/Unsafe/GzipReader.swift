internal import MetricLog

/// Reads a gzip file (RFC 1952) of one member or many as one text.
///
/// The framing is read here and not by the inflating library, so that cut and damaged files give the
/// same bytes and the same problems whichever library inflates. A member that ISA-L finds cut or
/// damaged is inflated once more by zlib, whose word counts. That takes a file that can be read again:
/// what comes from a pipe is inflated by zlib from the start.
/// Zero bytes behind a member are padding, anything else that does not start a member is junk; junk
/// ends the text.
@safe
final class GzipReader {
  private enum State {
    case header
    case body
    case trailer
    case betweenMembers
    case ended
  }

  private let library: InflateLibrary
  private var inflater: any Inflater
  private var input: BlockBuffer
  private var inputRange = 0..<0
  private var inputBase: Int64 = 0
  private var isAtEnd = false
  private var state = State.header
  private var memberStart: Int64 = 0
  /// Where the member's compressed text begins.
  private var bodyStart: Int64 = 0
  private var crc: UInt32 = 0
  /// The member's text so far.
  private var memberBytes: Int64 = 0
  /// Whether zlib inflates a member that ISA-L found cut or damaged.
  private var isRepeating = false
  /// Text that zlib is yet to give which ISA-L has given before.
  private var knownBytes: Int64 = 0
  private(set) var problems: [ReadProblem] = []

  /// Room before the input, into which bytes read ahead by the inflater are put back.
  private static let headroom = 16

  /// Starts with the bytes that were read to recognise the file.
  ///
  /// - Parameters:
  ///   - library: What inflates; zlib unless the file is seekable.
  ///   - inputSize: Bytes read from the file in one go.
  ///   - first: The bytes that have been read from the file.
  ///   - offset: The file's offset of the first of them.
  init(library: InflateLibrary, inputSize: Int, first: [UInt8], offset: Int64 = 0) {
    self.library = library
    inflater = library.makeInflater()
    inputBase = offset
    input = BlockBuffer(capacity: Self.headroom + max(inputSize, first.count, 64))
    for (index, byte) in first.enumerated() { input[Self.headroom + index] = byte }
    inputRange = Self.headroom..<Self.headroom + first.count
  }

  /// The offset of the next stored byte.
  var storedOffset: Int64 { inputBase + Int64(inputRange.lowerBound - Self.headroom) }

  /// Inflates into a range of `buffer`; returns the number of bytes written, 0 at the end.
  func read(
    into buffer: inout BlockBuffer,
    _ range: Range<Int>,
    from file: inout StoredFile
  ) throws(StoredFile.Failure) -> Int {
    var written = 0
    while state != .ended, written < range.count {
      switch state {
      case .header: try readHeader(&file)
      case .body:
        if knownBytes > 0 {
          try skipKnown(&file)
        } else {
          let free = range.lowerBound + written..<range.upperBound
          written += try inflate(into: &buffer, free, &file)
        }
      case .trailer: try readTrailer(&file)
      case .betweenMembers: try findMember(&file)
      case .ended: break
      }
    }
    return written
  }

  // MARK: - Input

  private func refill(_ file: inout StoredFile) throws(StoredFile.Failure) {
    inputBase += Int64(inputRange.upperBound - Self.headroom)
    // The last bytes stay in front of the new ones, for an inflater that hands some back.
    let last = inputRange.upperBound - Self.headroom..<inputRange.upperBound
    input.move(last, to: 0)
    inputRange = Self.headroom..<Self.headroom
    let count = try file.read(into: &input, Self.headroom..<input.capacity)
    isAtEnd = count == 0
    inputRange = Self.headroom..<Self.headroom + count
  }

  private func nextByte(_ file: inout StoredFile) throws(StoredFile.Failure) -> UInt8? {
    if inputRange.isEmpty, !isAtEnd { try refill(&file) }
    guard !inputRange.isEmpty else { return nil }
    let byte = input[inputRange.lowerBound]
    inputRange = inputRange.lowerBound + 1..<inputRange.upperBound
    return byte
  }

  private func end(_ kind: ReadProblem.Kind, at offset: Int64, _ detail: String = "") {
    problems.append(ReadProblem(kind: kind, storedOffset: offset, detail: detail))
    state = .ended
  }

  private func endCut() { end(.truncatedGzip, at: storedOffset) }

  // MARK: - Frames

  private func readHeader(_ file: inout StoredFile) throws(StoredFile.Failure) {
    memberStart = storedOffset
    var fixed: [UInt8] = []
    while fixed.count < 10 {
      guard let byte = try nextByte(&file) else { return endCut() }
      fixed.append(byte)
    }
    guard fixed[0] == 0x1F, fixed[1] == 0x8B, fixed[2] == 8, fixed[3] & 0xE0 == 0 else {
      return end(.corruptGzip, at: memberStart, "unknown compression method or flags")
    }
    guard try skipOptionalHeader(flags: fixed[3], &file) else { return endCut() }
    if isRepeating { inflater = library.makeInflater() }
    isRepeating = false
    bodyStart = storedOffset
    beginBody()
  }

  private func beginBody() {
    inflater.reset()
    crc = 0
    memberBytes = 0
    state = .body
  }

  /// Skips extra field, name, comment and header checksum; false at the end of the file.
  private func skipOptionalHeader(
    flags: UInt8,
    _ file: inout StoredFile
  ) throws(StoredFile.Failure) -> Bool {
    if flags & 0x04 != 0 {
      guard let low = try nextByte(&file), let high = try nextByte(&file) else { return false }
      for _ in 0..<Int(high) << 8 | Int(low) where try nextByte(&file) == nil { return false }
    }
    for flag: UInt8 in [0x08, 0x10] where flags & flag != 0 {
      while true {
        guard let byte = try nextByte(&file) else { return false }
        if byte == 0 { break }
      }
    }
    if flags & 0x02 != 0 {
      for _ in 0..<2 where try nextByte(&file) == nil { return false }
    }
    return true
  }

  private func inflate(
    into buffer: inout BlockBuffer,
    _ range: Range<Int>,
    _ file: inout StoredFile
  ) throws(StoredFile.Failure) -> Int {
    if inputRange.isEmpty, !isAtEnd { try refill(&file) }
    let step = unsafe buffer.withBytes(range) { output in
      let step = unsafe input.withBytes(inputRange) { input in
        unsafe inflater.step(input: UnsafeRawBufferPointer(input), output: output)
      }
      crc = unsafe inflater.crc32(
        crc,
        UnsafeRawBufferPointer(rebasing: output[..<step.produced])
      )
      return step
    }
    advanceInput(step.consumed)
    memberBytes += Int64(step.produced)
    switch step.status {
    case .finished: state = .trailer
    case .failed:
      if !repeatMember(&file) {
        end(.corruptGzip, at: memberStart, "invalid compressed data in this member")
      }
    case .needsInput where isAtEnd: if !repeatMember(&file) { endCut() }
    case .needsInput, .outputFull: break
    }
    return step.produced
  }

  // MARK: - Second opinion

  /// Starts the member anew with zlib; false if it was zlib that found the fault.
  private func repeatMember(_ file: inout StoredFile) -> Bool {
    guard library != .zlib, !isRepeating else { return false }
    precondition(file.isSeekable, "what cannot be read again is inflated by zlib")
    file.seek(to: bodyStart)
    inputBase = bodyStart
    inputRange = Self.headroom..<Self.headroom
    isAtEnd = false
    isRepeating = true
    knownBytes = memberBytes
    inflater = InflateLibrary.zlib.makeInflater()
    beginBody()
    return true
  }

  /// Inflates text that has been handed out; a fault before its end is the member's end.
  private func skipKnown(_ file: inout StoredFile) throws(StoredFile.Failure) {
    var text = BlockBuffer(capacity: Int(min(knownBytes, 64 * 1024)))
    while knownBytes > 0, state == .body {
      let wanted = 0..<Int(min(knownBytes, Int64(text.capacity)))
      knownBytes -= Int64(try inflate(into: &text, wanted, &file))
    }
    knownBytes = 0
  }

  /// Moves past the bytes that the inflater used.
  ///
  /// It may hand back bytes of an earlier input: they are still in its last words, so the input
  /// must not have moved on by more than the headroom.
  private func advanceInput(_ consumed: Int) {
    precondition(consumed >= -Self.headroom, "an inflater reads ahead by less than 16 bytes")
    inputRange = inputRange.lowerBound + consumed..<inputRange.upperBound
  }

  private func readTrailer(_ file: inout StoredFile) throws(StoredFile.Failure) {
    var trailer: UInt64 = 0
    for index in 0..<8 {
      guard let byte = try nextByte(&file) else { return endCut() }
      trailer |= UInt64(byte) << UInt64(8 * index)
    }
    if trailer != UInt64(UInt32(truncatingIfNeeded: memberBytes)) << 32 | UInt64(crc) {
      if repeatMember(&file) { return }
      // The next member may still be whole: its place is known.
      problems.append(ReadProblem(kind: .checksumMismatch, storedOffset: memberStart))
    }
    state = .betweenMembers
  }

  private func findMember(_ file: inout StoredFile) throws(StoredFile.Failure) {
    var offset = storedOffset
    var byte = try nextByte(&file)
    while byte == 0 {
      offset = storedOffset
      byte = try nextByte(&file)
    }
    guard let first = byte else {
      state = .ended
      return
    }
    if inputRange.isEmpty, !isAtEnd { try refill(&file) }
    guard first == 0x1F, !inputRange.isEmpty, input[inputRange.lowerBound] == 0x8B else {
      return end(.trailingJunk, at: offset)
    }
    inputRange = inputRange.lowerBound - 1..<inputRange.upperBound
    state = .header
  }
}
