internal import Glibc

/// An open file, or a stretch of one, a pipe or standard input, read from front to back.
struct StoredFile: ~Copyable {
  /// Why reading failed, in the system's words.
  struct Failure: Error {
    var detail: String
  }

  private let descriptor: Int32
  private let isOwned: Bool
  /// The size in bytes when the system knows it: of pipes it does not.
  let size: Int64?
  /// The file's offset of the first byte that is read.
  let start: Int64
  /// Where a stretch ends; a file is read as far as it goes, for it may have grown.
  private let end: Int64
  /// The file's offset of the next byte.
  private var position: Int64

  /// Opens a path; `-` is standard input.
  init(path: String) throws(Failure) {
    (start, position, end) = (0, 0, .max)
    let isInput = path == "-"
    descriptor = isInput ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    isOwned = !isInput
    guard descriptor >= 0 else { throw Self.failure() }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.failure() }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw Failure(detail: "is a directory")
    }
    // Of standard input somebody may have read a part before; then it goes on from there, like a pipe.
    let isWhole = !isInput || lseek(descriptor, 0, SEEK_CUR) == 0
    size = status.st_mode & S_IFMT == S_IFREG && isWhole ? Int64(status.st_size) : nil
    // It is taken as a whole: whoever reads standard input next finds it at its end.
    if isInput, size != nil { lseek(descriptor, 0, SEEK_END) }
  }

  /// Opens a stretch of a regular file once more, whatever its path means by now.
  init(_ file: borrowing StoredFile, stretch: Range<Int64>) throws(Failure) {
    (start, position, end) = (stretch.lowerBound, stretch.lowerBound, stretch.upperBound)
    size = Int64(stretch.count)
    isOwned = true
    descriptor = dup(file.descriptor)
    guard descriptor >= 0 else { throw Self.failure() }
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
    guard isRegular(path), var file = try? StoredFile(path: path), let size = file.size,
      size >= magic.count
    else { return false }
    var first = BlockBuffer(capacity: magic.count)
    let count = try? file.read(into: &first, 0..<magic.count)
    return count == magic.count && first.copy(0..<magic.count) == magic
  }

  /// Whether bytes can be read again.
  var isSeekable: Bool { size != nil }

  /// Goes on reading at an offset of a seekable file.
  mutating func seek(to offset: Int64) { position = offset }

  /// Reads up to as many bytes as the range holds; 0 is the end.
  mutating func read(
    into buffer: inout BlockBuffer,
    _ range: Range<Int>
  ) throws(Failure) -> Int {
    let range = range.prefix(Int(min(Int64(range.count), end - position)))
    while true {
      let count = unsafe buffer.withBytes(range) { bytes in
        isSeekable
          ? unsafe pread(descriptor, bytes.baseAddress, bytes.count, off_t(position))
          : unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count >= 0 {
        position += Int64(count)
        return count
      }
      guard errno == EINTR else { throw Self.failure() }
    }
  }

  private static func failure() -> Failure {
    Failure(detail: unsafe String(cString: strerror(errno)))
  }
}
