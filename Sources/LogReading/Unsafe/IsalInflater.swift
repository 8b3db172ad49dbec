#if ISAL
  internal import CIsal

  /// Inflates with ISA-L, about three times as fast as zlib.
  ///
  /// When ISA-L finds damage, what it says of its progress is wrong: up to 258 bytes of output that
  /// it did not write, or less output than it has decoded, or more input than there is. The step is
  /// then undone and repeated in pieces so small that ISA-L takes its careful way; that gives what
  /// zlib gives, but for two differences. Of a cut stream the last one or two bytes may be missing:
  /// where the file can be read again, ``GzipReader`` gets them from zlib. And a block with an
  /// incomplete set of codes, which zlib refuses at its start, gives text up to the first code that
  /// the set lacks: damage in the few bytes of a block's head can make one.
  @safe
  final class IsalInflater: Inflater {
    private let state: UnsafeMutablePointer<inflate_state>
    /// The state before the last step; copying its 87 KB is about a hundredth of a step's work.
    private let saved: UnsafeMutablePointer<inflate_state>
    /// Output of a repeated step that has not been handed out, and how that step ended.
    private var rest: ArraySlice<UInt8> = []
    private var restStatus = InflateStep.Status.failed

    /// As many bytes of input as ISA-L reads at once.
    private static let pieceSize = 8
    /// More than ISA-L keeps back of its output.
    private static let outputKeptBack = 128 * 1024

    init() {
      unsafe state = .allocate(capacity: 1)
      unsafe saved = .allocate(capacity: 1)
      unsafe UnsafeMutableRawPointer(state).initializeMemory(
        as: UInt8.self,
        repeating: 0,
        count: MemoryLayout<inflate_state>.size
      )
      unsafe saved.initialize(from: state, count: 1)
      unsafe isal_inflate_init(state)
    }

    deinit {
      unsafe state.deallocate()
      unsafe saved.deallocate()
    }

    func reset() { unsafe isal_inflate_reset(state) }

    func step(
      input: UnsafeRawBufferPointer,
      output: UnsafeMutableRawBufferPointer
    ) -> InflateStep {
      guard rest.isEmpty else { return unsafe takeRest(output, consumed: 0) }
      unsafe saved.update(from: state, count: 1)
      let step = unsafe inflate(input, output)
      guard step.status == .failed else { return step }
      unsafe state.update(from: saved, count: 1)
      return unsafe repeatStep(input, output)
    }

    private func inflate(
      _ input: UnsafeRawBufferPointer,
      _ output: UnsafeMutableRawBufferPointer
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
        let isSound = (0...output.count).contains(produced)
        return InflateStep(consumed: 0, produced: isSound ? produced : 0, status: .failed)
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

    // MARK: - Damage

    /// Inflates `input` again up to where it is damaged, piece by piece.
    private func repeatStep(
      _ input: UnsafeRawBufferPointer,
      _ output: UnsafeMutableRawBufferPointer
    ) -> InflateStep {
      // Room for all that ISA-L had decoded when it failed, whatever room it had to write it to.
      var text = [UInt8](repeating: 0, count: output.count + Self.outputKeptBack)
      var produced = 0
      var consumed = 0
      var status = InflateStep.Status.needsInput
      while status == .needsInput, consumed < input.count {
        let piece = consumed..<min(consumed + Self.pieceSize, input.count)
        let step = unsafe text.withUnsafeMutableBytes { text in
          unsafe inflate(
            UnsafeRawBufferPointer(rebasing: input[piece]),
            UnsafeMutableRawBufferPointer(rebasing: text[produced...])
          )
        }
        produced += step.produced
        consumed += step.consumed
        status = step.status
      }
      rest = text[..<produced]
      restStatus = status
      return unsafe takeRest(output, consumed: consumed)
    }

    private func takeRest(
      _ output: UnsafeMutableRawBufferPointer,
      consumed: Int
    ) -> InflateStep {
      let taken = rest.prefix(output.count)
      unsafe output.copyBytes(from: taken)
      rest = rest.dropFirst(taken.count)
      return InflateStep(
        consumed: consumed,
        produced: taken.count,
        status: rest.isEmpty ? restStatus : .outputFull
      )
    }

    func crc32(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return unsafe crc32_gzip_refl(crc, start, UInt64(bytes.count))
    }
  }
#endif
