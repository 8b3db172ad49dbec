internal import CZlib

/// Bytes as a column of ours keeps them: deflated, behind a mark and their number.
///
/// Form: the byte 1; the number of bytes in eight bytes, the lowest first; a zlib stream (RFC 1950), whose
/// checksum tells damage.
package enum DeflatedBytes {
  /// What claims to be more is damage.
  package static let mostBytes = 1 << 30

  private static let mark: UInt8 = 1
  private static let headerBytes = 9
  /// Higher levels take twice the time to save three to five per cent of a digest.
  private static let level: Int32 = 1

  /// Whether bytes begin as ``deflated(_:)`` makes them.
  package static func isMarked(_ stored: [UInt8]) -> Bool { stored.first == mark }

  /// Deflates bytes.
  ///
  /// - Parameter bytes: At most ``mostBytes``.
  /// - Returns: The form that is stored, the same for the same zlib.
  /// - Complexity: O(*n*).
  package static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    precondition(bytes.count <= mostBytes, "more is not read again")
    let capacity = Int(compressBound(UInt(bytes.count)))
    // SAFETY: zlib is told the size of both buffers, keeps neither, and says how much it has written.
    let stream = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      var length = UInt(output.count)
      let code = unsafe bytes.withUnsafeBufferPointer { input in
        unsafe compress2(
          output.baseAddress,
          &length,
          input.baseAddress,
          UInt(input.count),
          level
        )
      }
      precondition(code == Z_OK, "zlib deflates into a buffer of its own bound, memory permitting")
      count = Int(length)
    }
    var stored = [mark]
    stored.reserveCapacity(headerBytes + stream.count)
    for shift in stride(from: 0, to: 64, by: 8) {
      stored.append(UInt8(truncatingIfNeeded: bytes.count >> shift))
    }
    return stored + stream
  }

  /// Inflates a stored form.
  ///
  /// - Parameter stored: What ``deflated(_:)`` returned, or anything else.
  /// - Returns: The bytes; `nil` when the form is damaged.
  /// - Complexity: O(*n*); no more memory than the form says, ``mostBytes`` at most.
  package static func inflated(_ stored: [UInt8]) -> [UInt8]? {
    guard isMarked(stored), stored.count > headerBytes else { return nil }
    let claimed = stored[1..<headerBytes].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let capacity = Int(exactly: claimed), capacity <= mostBytes else { return nil }
    var isWhole = false
    // SAFETY: as above. The input is what is behind the header, which is shorter than the whole.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(1, capacity)) { output, count in
      var length = UInt(capacity)
      var used = UInt(stored.count - headerBytes)
      let code = unsafe stored.withUnsafeBufferPointer { input in
        unsafe uncompress2(
          output.baseAddress,
          &length,
          input.baseAddress.map { unsafe $0 + headerBytes },
          &used
        )
      }
      isWhole = code == Z_OK && length == UInt(capacity) && Int(used) == stored.count - headerBytes
      count = isWhole ? capacity : 0
    }
    return isWhole ? bytes : nil
  }
}
