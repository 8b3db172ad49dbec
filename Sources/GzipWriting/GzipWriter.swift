internal import CZlib

/// Compresses a stream of bytes as gzip, in one member or in many.
@safe package final class GzipWriter {
  private let stream: UnsafeMutablePointer<z_stream>
  private var output: [UInt8]

  /// - Parameter level: 1 is fast, 9 is small.
  /// - Throws: What zlib says against it.
  package init(level: Int) throws(ZlibFailure) {
    output = Array(repeating: 0, count: 128 << 10)
    // SAFETY: zlib keeps a pointer back to the stream, so it lives at one address until deinit; all
    // zero is the state that zlib asks for. The version and the size are those it was compiled with.
    unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: unsafe z_stream())
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let windowOfGzip = MAX_WBITS + 16
    let code = unsafe deflateInit2_(
      stream,
      Int32(level),
      Z_DEFLATED,
      windowOfGzip,
      8,
      Z_DEFAULT_STRATEGY,
      ZLIB_VERSION,
      size
    )
    guard code == Z_OK else { throw ZlibFailure(code: Int(code)) }
  }

  deinit {
    // SAFETY: the stream was initialized in init and nothing else holds its address.
    unsafe deflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Compresses the bytes of a range and hands over what is ready, in pieces.
  package func compress(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    emit: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    try deflate(bytes, range, flush: Z_NO_FLUSH, emit: emit)
  }

  /// Ends the member and hands over the rest of it; the next byte begins another member.
  package func endMember(emit: (ArraySlice<UInt8>) throws -> Void) throws {
    try deflate([], 0..<0, flush: Z_FINISH, emit: emit)
    // SAFETY: the stream is initialized, see init.
    let code = unsafe deflateReset(stream)
    guard code == Z_OK else { throw ZlibFailure(code: Int(code)) }
  }

  private func deflate(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    flush: Int32,
    emit: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    var position = range.lowerBound
    var isDone = false
    while !isDone {
      let (code, read, written) = step(bytes, position..<range.upperBound, flush: flush)
      guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
        throw ZlibFailure(code: Int(code))
      }
      position += read
      if written > 0 { try emit(output[..<written]) }
      isDone =
        flush == Z_FINISH
        ? code == Z_STREAM_END : position == range.upperBound && written < output.count
    }
  }

  private func step(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    flush: Int32
  ) -> (code: Int32, read: Int, written: Int) {
    precondition(range.upperBound <= bytes.count && range.count <= Int(UInt32.max))
    // SAFETY: both buffers stay in place during the call, the lengths given are theirs (the range
    // was checked above), and zlib writes to the output alone. It does not keep the addresses: every
    // call sets them anew.
    return unsafe bytes.withUnsafeBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        let start = unsafe input.baseAddress.map { unsafe $0 + range.lowerBound }
        unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(mutating: start)
        unsafe stream.pointee.avail_in = UInt32(range.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        let code = unsafe CZlib.deflate(stream, flush)
        return unsafe (
          code, range.count - Int(stream.pointee.avail_in),
          output.count - Int(stream.pointee.avail_out)
        )
      }
    }
  }
}
