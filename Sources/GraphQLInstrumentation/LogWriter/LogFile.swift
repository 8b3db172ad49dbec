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

  /// Opens a file that its writer left behind; `nil` if it is in use, or is gone, or is not ours to
  /// write to.
  init?(leftBehind name: LogFileName, in directory: String) {
    self.name = name
    path = name.path(in: directory)
    guard let descriptor = try? FileDescriptor(mending: path), descriptor.lock(),
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

  /// Takes away the line that its writer was killed in, so that the file ends with a whole one.
  ///
  /// A line that lacks nothing but its end gets it.
  func mend() throws(SystemFailure) {
    guard let line = try unendedLine(), !line.isEmpty else { return }
    if LineEnding.isWholeObject(line) {
      sizeBytes += try descriptor.write([UInt8(ascii: "\n")], 0..<1)
    } else {
      try descriptor.truncate(to: sizeBytes - line.count)
      sizeBytes -= line.count
    }
  }

  /// What stands behind the last line's end; `nil` if it is longer than any line.
  private func unendedLine() throws(SystemFailure) -> [UInt8]? {
    var line: [UInt8] = []
    while line.count < sizeBytes {
      guard line.count <= LogOutput.lineLimitBytes else { return nil }
      let end = sizeBytes - line.count
      let start = max(0, end - (64 << 10))
      var block: [UInt8] = []
      try descriptor.read(end - start, at: start, to: &block)
      // Somebody else shortens it.
      guard block.count == end - start else { return nil }
      if let last = block.lastIndex(of: UInt8(ascii: "\n")) { return block[(last + 1)...] + line }
      line = block + line
    }
    return line
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
