internal import Glibc

/// An open file; closed when it goes away.
struct FileDescriptor: ~Copyable {
  private let descriptor: Int32

  /// Creates a log file, in which every write goes to the end; it must not be there yet.
  init(creatingLog path: String) throws(SystemFailure) {
    try self.init(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL)
  }

  /// Creates a file, or empties the one that is there.
  init(replacing path: String) throws(SystemFailure) {
    try self.init(path, O_WRONLY | O_CREAT | O_TRUNC)
  }

  /// Opens a file to read it and to put its end right.
  init(mending path: String) throws(SystemFailure) {
    try self.init(path, O_RDWR | O_APPEND)
  }

  /// Opens a directory, or the one that a link leads to.
  init(directory path: String) throws(SystemFailure) {
    try self.init(path, O_RDONLY | O_DIRECTORY, followsLinks: true)
  }

  /// Opens a file to read.
  init(reading path: String) throws(SystemFailure) {
    try self.init(path, O_RDONLY)
  }

  private init(
    _ path: String,
    _ flags: Int32,
    followsLinks: Bool = false
  ) throws(SystemFailure) {
    let links = followsLinks ? 0 : O_NOFOLLOW
    descriptor = unsafe open(path, flags | O_CLOEXEC | links, 0o666)
    guard descriptor >= 0 else { throw .last }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes bytes by one call of the system, and returns how many it took.
  borrowing func write(_ bytes: [UInt8], _ range: Range<Int>) throws(SystemFailure) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    while true {
      // SAFETY: the range was checked to lie in the array, which stays in place during the call.
      let count = unsafe bytes.withUnsafeBytes { bytes in
        unsafe Glibc.write(
          descriptor,
          bytes.baseAddress.map { unsafe $0 + range.lowerBound },
          range.count
        )
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw .last }
    }
  }

  /// Appends up to `count` bytes of the file, from `offset` on; none are left when none come.
  borrowing func read(
    _ count: Int,
    at offset: Int,
    to bytes: inout [UInt8]
  ) throws(SystemFailure) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    while true {
      // SAFETY: the array has `count` bytes from `start` on, and stays in place during the call.
      let got = unsafe bytes.withUnsafeMutableBytes { bytes in
        unsafe pread(descriptor, bytes.baseAddress.map { unsafe $0 + start }, count, off_t(offset))
      }
      if got < 0, errno == EINTR { continue }
      let failure = SystemFailure.last
      bytes.removeLast(count - max(0, got))
      if got < 0 { throw failure }
      return
    }
  }

  /// Cuts the file off behind so many bytes.
  borrowing func truncate(to size: Int) throws(SystemFailure) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw .last }
  }

  /// Waits until the file's bytes are on the disk.
  borrowing func sync() throws(SystemFailure) {
    guard fdatasync(descriptor) == 0 else { throw .last }
  }

  /// Waits until everything about the file, or the names in the directory, are on the disk.
  borrowing func syncAll() throws(SystemFailure) {
    guard fsync(descriptor) == 0 else { throw .last }
  }

  /// Locks the file for whoever has this descriptor; `false` if others have, or if the file system
  /// knows no locks.
  ///
  /// The lock goes away with the descriptor, and so with the process.
  borrowing func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// What the system knows of the file.
  borrowing func status() throws(SystemFailure) -> FileStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
    return FileStatus(status)
  }
}
