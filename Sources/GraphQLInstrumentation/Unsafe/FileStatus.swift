internal import Glibc

/// What the system knows of a file.
struct FileStatus {
  /// What tells a file from all others.
  struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  var identity: Identity
  var sizeBytes: Int
  /// The last change, in seconds since 1970.
  var changedSeconds: Int
  /// Whether it is a file, and neither a directory nor a link.
  var isRegular: Bool
  /// Whether no directory has it any more.
  var isRemoved: Bool

  init(_ status: stat) {
    identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    sizeBytes = Int(status.st_size)
    changedSeconds = status.st_mtim.tv_sec
    isRegular = status.st_mode & S_IFMT == S_IFREG
    isRemoved = status.st_nlink == 0
  }

  /// Looks at what stands at a path; of a link, at the link itself.
  init(path: String) throws(SystemFailure) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw .last }
    self.init(status)
  }
}
