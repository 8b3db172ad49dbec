internal import Glibc

/// A call of the system that failed.
package struct SystemFailure: Error, Hashable {
  /// The system's number of the error.
  package var code: Int32

  /// That of the last call of this thread.
  static var last: SystemFailure { SystemFailure(code: errno) }

  /// The system's words.
  var reason: String { unsafe String(cString: strerror(code)) }

  /// Whether it says that there is nothing at a path.
  var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

  /// Whether it says that there is something at a path already.
  var isPresence: Bool { code == EEXIST }

  /// What an operator can do about it.
  var remedy: String {
    switch code {
    case ENOSPC, EDQUOT: "free space, or write elsewhere"
    case EACCES, EPERM: "give the server's user the right to write there"
    case EROFS: "choose a directory on a file system that can be written to"
    case ENOTDIR, EEXIST: "remove what stands there and is no directory, or choose another"
    case ENOENT: "create the directory, or choose another"
    case EMFILE, ENFILE: "raise the limit of open files"
    case EFBIG: "raise the limit of file size, or rotate at a smaller size"
    default: "see to the file system, or choose another directory"
    }
  }
}
