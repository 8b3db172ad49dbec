internal import Glibc

/// Changes to directories, and what the machine says of itself.
package enum FileSystem {
  /// Creates a directory and those above it; no error when it is there.
  static func makeDirectory(_ path: String) throws(SystemFailure) {
    if unsafe mkdir(path, 0o777) == 0 { return }
    let failure = SystemFailure.last
    switch failure.code {
    case EEXIST:
      var status = stat()
      // A link to a directory will do, so the link is followed.
      guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        throw SystemFailure(code: ENOTDIR)
      }
    case ENOENT:
      guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw failure }
      try makeDirectory(String(path[..<slash]))
      guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .last }
    default:
      throw failure
    }
  }

  /// Gives a file another name in its file system; what had that name is gone.
  static func rename(_ path: String, to other: String) throws(SystemFailure) {
    guard unsafe Glibc.rename(path, other) == 0 else { throw .last }
  }

  /// Removes a file.
  static func remove(_ path: String) throws(SystemFailure) {
    guard unsafe unlink(path) == 0 else { throw .last }
  }

  /// Waits until the names in a directory are on the disk.
  package static func syncDirectory(_ path: String) throws(SystemFailure) {
    try FileDescriptor(directory: path).syncAll()
  }

  /// The names of what is in a directory, in no order.
  static func names(in directory: String) throws(SystemFailure) -> [String] {
    guard let stream = unsafe opendir(directory) else { throw .last }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    // SAFETY: an entry is valid until the next call; its name is copied before that, and ends in NUL.
    while let entry = unsafe readdir(stream) {
      let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      let name = unsafe UnsafeRawPointer(entry) + offset
      unsafe names.append(String(cString: name.assumingMemoryBound(to: CChar.self)))
    }
    return names
  }

  /// The name of the machine; empty if it has none.
  static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The time by the wall clock, in microseconds since 1970.
  static var nowMicroseconds: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
