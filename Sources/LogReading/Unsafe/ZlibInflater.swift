internal import CZlib

/// Inflates with zlib.
@safe
final class ZlibInflater: Inflater {
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // SAFETY: the stream is initialised and stays at its address until deinit. -15: raw deflate.
    let status = unsafe inflateInit2_(
      stream,
      -15,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    precondition(status == Z_OK, "zlib starts an inflater, memory permitting")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func reset() { unsafe inflateReset(stream) }

  func step(
    input: UnsafeRawBufferPointer,
    output: UnsafeMutableRawBufferPointer
  ) -> InflateStep {
    // SAFETY: both buffers outlive the call, and zlib is told their sizes.
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    )
    unsafe stream.pointee.avail_in = UInt32(input.count)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let status = unsafe inflate(stream, Z_NO_FLUSH)
    let produced = unsafe output.count - Int(stream.pointee.avail_out)
    return InflateStep(
      consumed: unsafe input.count - Int(stream.pointee.avail_in),
      produced: produced,
      status: Self.status(status, isFull: produced == output.count)
    )
  }

  private static func status(_ status: Int32, isFull: Bool) -> InflateStep.Status {
    switch status {
    case Z_STREAM_END: .finished
    case Z_OK, Z_BUF_ERROR: isFull ? .outputFull : .needsInput
    default: .failed
    }
  }

  func crc32(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    return unsafe UInt32(truncatingIfNeeded: CZlib.crc32_z(UInt(crc), start, bytes.count))
  }
}
