internal import Foundation

/// A file that appears whole or not at all: written beside its place, then moved there.
///
/// Made before the work starts, so that a wrong path fails in the first second. Between then and the
/// end nothing of it is on the disk, so nothing is left behind when the run is stopped. What is
/// there already and is no file, such as `/dev/null` or a pipe, is written to and stays what it is.
struct AtomicFile {
  private let path: String
  /// What the path leads to: a link stays a link, its target is replaced.
  let target: String
  private let temporaryPath: String
  private let isReplaced: Bool

  /// Checks that a file can be written at a path; `-` is standard output.
  init(path: String) throws {
    self.path = path
    target = Self.target(of: path)
    temporaryPath = target + ".tmp-\(ProcessInfo.processInfo.processIdentifier)"
    if path.isEmpty { throw Failure.output(path: "''", reason: "a file needs a name") }
    var status = stat()
    let exists = unsafe path != "-" && stat(path, &status) == 0
    let type = status.st_mode & S_IFMT
    if exists, type == S_IFDIR { throw Failure.output(path: path, reason: "it is a directory") }
    isReplaced = path != "-" && (!exists || type == S_IFREG)
    guard isReplaced else { return }
    try write(to: temporaryPath, flags: O_CREAT | O_TRUNC) { _ in }
    try? FileManager.default.removeItem(atPath: temporaryPath)
  }

  /// What a path leads to.
  static func target(of path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// Writes the content and puts the file in its place.
  func write(_ bytes: [UInt8]) throws { try write { output in try output(bytes) } }

  /// Writes what `content` puts out, piece by piece, and puts the file in its place.
  func write(_ content: (_ output: ([UInt8]) throws -> Void) throws -> Void) throws {
    guard path != "-" else { return try content(StandardOutput.write) }
    guard isReplaced else { return try write(to: path, flags: 0, content) }
    do {
      try write(to: temporaryPath, flags: O_CREAT | O_TRUNC, content)
      guard unsafe rename(temporaryPath, target) == 0 else { throw failure(errno) }
    } catch {
      try? FileManager.default.removeItem(atPath: temporaryPath)
      throw error
    }
  }

  private func write(
    to path: String,
    flags: Int32,
    _ content: (_ output: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | flags, 0o666)
    guard descriptor >= 0 else { throw failure(errno) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try content { bytes in try file.write(contentsOf: Data(bytes)) }
      try file.close()
    } catch {
      throw failure(SystemError.code(of: error))
    }
  }

  private func failure(_ code: Int32) -> Failure {
    .output(path: path, reason: SystemError.text(code))
  }
}
