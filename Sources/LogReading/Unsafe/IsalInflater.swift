#if ISAL
  internal import CIsal
  internal import Glibc

  /// Inflates with ISA-L, about three times as fast as zlib.
  ///
  /// When ISA-L finds damage, what it says of its progress is wrong: up to 258 bytes of output that
  /// it did not write, or less output than it has decoded, or more input than there is. And it takes
  /// blocks with an incomplete set of codes, which zlib refuses. So a step that fails, or behind which
  /// the codes are incomplete, gives nothing: all output so far is what zlib gives, and ``GzipReader``
  /// gets the rest from zlib.
  ///
  /// One difference remains that no damage has been seen to make: a stream with an incomplete set
  /// whose block begins and ends within one step, with sound blocks behind it up to the step's end.
  @safe
  final class IsalInflater: Inflater {
    private let state: UnsafeMutablePointer<inflate_state>
    /// The tables of codes that were last found complete: at first none.
    private let complete: UnsafeMutableRawPointer

    init() {
      unsafe state = .allocate(capacity: 1)
      unsafe UnsafeMutableRawPointer(state).initializeMemory(
        as: UInt8.self,
        repeating: 0,
        count: MemoryLayout<inflate_state>.size
      )
      unsafe isal_inflate_init(state)
      unsafe complete = .allocate(byteCount: IsalCodes.place.count, alignment: 16)
      unsafe complete.initializeMemory(as: UInt8.self, repeating: 0, count: IsalCodes.place.count)
    }

    deinit {
      unsafe state.deallocate()
      unsafe complete.deallocate()
    }

    func reset() { unsafe isal_inflate_reset(state) }

    func step(
      input: UnsafeRawBufferPointer,
      output: UnsafeMutableRawBufferPointer
    ) -> InflateStep {
      // SAFETY: both buffers outlive the call, and ISA-L is told their sizes.
      unsafe state.pointee.next_in = UnsafeMutablePointer(
        mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
      )
      unsafe state.pointee.avail_in = UInt32(input.count)
      unsafe state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      unsafe state.pointee.avail_out = UInt32(output.count)
      let status = unsafe isal_inflate(state)
      guard status >= 0, hasCompleteCodes() else {
        return InflateStep(consumed: 0, produced: 0, status: .failed)
      }
      let produced = unsafe output.count - Int(state.pointee.avail_out)
      var consumed = unsafe input.count - Int(state.pointee.avail_in)
      if unsafe state.pointee.block_state == ISAL_BLOCK_FINISH {
        // Whole bytes that were read ahead belong to what follows the stream.
        consumed -= unsafe Int(state.pointee.read_in_length) / 8
        return InflateStep(consumed: consumed, produced: produced, status: .finished)
      }
      return InflateStep(
        consumed: consumed,
        produced: produced,
        status: produced == output.count ? .outputFull : .needsInput
      )
    }

    /// Whether zlib would take the codes of the present block.
    private func hasCompleteCodes() -> Bool {
      let place = IsalCodes.place
      let tables = unsafe UnsafeRawPointer(state) + place.lowerBound
      // Most steps end in the block in which they began: comparing is quicker than counting.
      if unsafe memcmp(tables, complete, place.count) == 0 { return true }
      guard unsafe !IsalCodes(state).areIncomplete else { return false }
      unsafe complete.copyMemory(from: tables, byteCount: place.count)
      return true
    }

    func crc32(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return unsafe crc32_gzip_refl(crc, start, UInt64(bytes.count))
    }
  }
#endif
