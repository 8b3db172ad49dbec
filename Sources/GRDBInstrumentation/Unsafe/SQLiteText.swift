internal import GraphQLInstrumentation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A text that SQLite lends for the length of a call; it ends with a zero.
///
/// Most statements were seen before, and comparing bytes is all that has to be done with their text.
/// A `String` of each, made and hashed, took longer than everything else that is done for a statement.
@safe
struct SQLiteText {
  private let start: UnsafePointer<CChar>

  /// - Parameter start: The first byte; whoever makes the value keeps it no longer than SQLite lends.
  @unsafe
  init(_ start: UnsafePointer<CChar>) {
    unsafe self.start = start
  }

  /// A copy that can be kept.
  // SAFETY: SQLite ends its texts with a zero, and lends them for as long as this value is used.
  var string: String { unsafe String(cString: start) }

  /// Whether this is a comment: so a trigger's parts are traced.
  // SAFETY: the second byte is read only if the first is not the zero at the end.
  var isComment: Bool { unsafe start[0] == 0x2D && start[1] == 0x2D }

  /// Whether this is the same text as one that was kept, whose last byte is the zero at its end.
  func isSame(as kept: ContiguousArray<CChar>) -> Bool {
    precondition(kept.last == 0, "a text that is kept ends with a zero")
    // SAFETY: both texts end with a zero, where the comparison stops.
    return unsafe kept.withUnsafeBufferPointer { kept in
      guard let base = kept.baseAddress else { return false }
      return unsafe strcmp(start, base) == 0
    }
  }

  /// A hash to look the text up by; equal texts have equal ones, and most others do not.
  ///
  /// Eight bytes at a time, because a program's few statements are looked up all the time. Who sends
  /// texts with equal hashes makes no more of it than look-ups that find the wrong one.
  var hash: UInt64 {
    // SAFETY: so many bytes precede the zero at the end, and none behind them is read.
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: strlen(start))
    var hash = UInt64(bytes.count)
    var index = 0
    while index &+ 8 <= bytes.count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      hash = Self.mixed(hash ^ word)
      index &+= 8
    }
    while index < bytes.count {
      hash = Self.mixed(hash ^ UInt64(unsafe bytes[index]))
      index &+= 1
    }
    return hash
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = word &* 0x9e37_79b9_7f4a_7c15
    return product ^ product >> 29
  }

  /// The text's bytes as parameters: only their hash is kept.
  var parameters: StatementParameters {
    StatementParameters { hasher in
      // SAFETY: so many bytes precede the zero at the end.
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(start: start, count: strlen(start)))
    }
  }
}
