internal import Glibc

/// An open file, pipe or standard input, read from front to back.
struct StoredFile: ~Copyable {
  /// Why reading failed, in the system's words.
  struct Failure: Error {
    var detail: String
  }

  private let descriptor: Int32
  private let isOwned: Bool
  /// The size in bytes when the system knows it: of pipes it does not.
  let size: Int64?

  /// Opens a path; `-` is standard input.
  init(path: String) throws(Failure) {
    guard path != "-" else {
      (descriptor, isOwned, size) = (STDIN_FILENO, false, nil)
      return
    }
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    isOwned = true
    guard descriptor >= 0 else { throw Self.failure() }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.failure() }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Failure(detail: "is a directory")
    }
    size = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
  }

  deinit {
    if isOwned, descriptor >= 0 { close(descriptor) }
  }

  /// Whether there is a regular file at a path, or behind the link that stands there.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether the file at a path begins with these bytes; pipes and devices are not touched.
  static func begins(_ path: String, with magic: [UInt8]) -> Bool {
    // Opening a pipe waits for its writer, and closing it again would break that one.
    guard isRegular(path), let file = try? StoredFile(path: path), let size = file.size,
      size >= magic.count
    else { return false }
    var first = BlockBuffer(capacity: magic.count)
    let count = try? file.read(into: &first, 0..<magic.count)
    return count == magic.count && first.copy(0..<magic.count) == magic
  }

  /// Reads up to as many bytes as the range holds; 0 is the end.
  borrowing func read(
    into buffer: inout BlockBuffer,
    _ range: Range<Int>
  ) throws(Failure) -> Int {
    while true {
      let count = unsafe buffer.withBytes(range) { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw Self.failure() }
    }
  }

  private static func failure() -> Failure {
    Failure(detail: unsafe String(cString: strerror(errno)))
  }
}
