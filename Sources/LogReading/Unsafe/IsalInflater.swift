#if ISAL
  internal import CIsal

  /// Inflates with ISA-L, about three times as fast as zlib.
  @safe
  final class IsalInflater: Inflater {
    private let state: UnsafeMutablePointer<inflate_state>

    init() {
      unsafe state = .allocate(capacity: 1)
      unsafe UnsafeMutableRawPointer(state).initializeMemory(
        as: UInt8.self,
        repeating: 0,
        count: MemoryLayout<inflate_state>.size
      )
      unsafe isal_inflate_init(state)
    }

    deinit { unsafe state.deallocate() }

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
      let produced = unsafe output.count - Int(state.pointee.avail_out)
      var consumed = unsafe input.count - Int(state.pointee.avail_in)
      guard status >= 0 else {
        return InflateStep(consumed: consumed, produced: produced, status: .failed)
      }
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

    func crc32(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return unsafe crc32_gzip_refl(crc, start, UInt64(bytes.count))
    }
  }
#endif
