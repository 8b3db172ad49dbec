/// One log file that is open to be appended to; this process alone writes to it.
final class LogFile {
  /// Where the file is found.
  enum Place {
    /// At its path.
    case atPath
    /// Elsewhere: somebody gave it another name, with all that is in it.
    case moved
    /// Nowhere: it will be gone when it is closed.
    case removed
  }

  let name: LogFileName
  let path: String
  private let descriptor: FileDescriptor
  private let identity: FileStatus.Identity
  /// The bytes that the file has.
  private(set) var sizeBytes = 0
  /// Whether the file ends in part of a line that could not be cut away.
  private(set) var isBroken = false

  /// Creates the file and locks it, so that other writers in the directory know it to be in use.
  init(_ name: LogFileName, in directory: String) throws(SystemFailure) {
    self.name = name
    path = name.path(in: directory)
    descriptor = try FileDescriptor(creatingLog: path)
    identity = try descriptor.status().identity
    // Without locks other writers leave the file alone for good, and that is all.
    _ = descriptor.lock()
  }

  /// Opens a file that its writer left behind; `nil` if it is in use, or is gone.
  init?(leftBehind name: LogFileName, in directory: String) {
    self.name = name
    path = name.path(in: directory)
    guard let descriptor = try? FileDescriptor(reading: path), descriptor.lock(),
      let status = try? descriptor.status(), status.isRegular, !status.isRemoved
    else { return nil }
    self.descriptor = descriptor
    identity = status.identity
    sizeBytes = status.sizeBytes
  }

  /// Appends whole lines; what remains in the file are whole lines in any case.
  ///
  /// - Returns: The bytes of the whole lines that are in the file now, and why it is not all.
  func append(_ lines: PendingLines) -> (bytes: Int, failure: SystemFailure?) {
    var done = 0
    do throws(SystemFailure) {
      while done < lines.bytes.count {
        done += try descriptor.write(lines.bytes, done..<lines.bytes.count)
      }
      sizeBytes += done
      return (done, nil)
    } catch {
      let whole = lines.wholeLines(among: done)
      sizeBytes += whole
      if whole < done { cutOff() }
      return (whole, error)
    }
  }

  private func cutOff() {
    do {
      try descriptor.truncate(to: sizeBytes)
    } catch {
      // What follows would become part of that line, so nothing may follow.
      isBroken = true
    }
  }

  /// Where the file is found now; in doubt, where it was.
  func place() -> Place {
    guard let status = try? descriptor.status() else { return .atPath }
    if status.isRemoved { return .removed }
    do throws(SystemFailure) {
      return try FileStatus(path: path).identity == identity ? .atPath : .moved
    } catch {
      return error.isAbsence ? .moved : .atPath
    }
  }

  /// Waits until the file is on the disk.
  func sync() throws(SystemFailure) { try descriptor.sync() }

  /// Appends up to `count` bytes of the file, from `offset` on.
  func read(_ count: Int, at offset: Int, to bytes: inout [UInt8]) throws(SystemFailure) {
    try descriptor.read(count, at: offset, to: &bytes)
  }
}
