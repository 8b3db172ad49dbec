internal import Foundation

/// A file that appears whole or not at all: written beside its place, then moved there.
///
/// Made before the work starts, so that a wrong path fails in the first second.
final class AtomicFile {
  private let path: String
  private let temporaryPath: String
  private var isWritten = false

  /// Opens the place for a file; `-` is standard output.
  init(path: String) throws {
    self.path = path
    temporaryPath = path + ".tmp-\(ProcessInfo.processInfo.processIdentifier)"
    guard path != "-" else { return }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    if attributes?[.type] as? FileAttributeType == .typeDirectory {
      throw Failure.output(path: path, reason: "it is a directory")
    }
    do {
      try Data().write(to: URL(fileURLWithPath: temporaryPath))
    } catch {
      throw Failure.output(path: path, reason: Self.reason(error))
    }
  }

  deinit {
    if !isWritten, path != "-" { try? FileManager.default.removeItem(atPath: temporaryPath) }
  }

  /// Writes the content and puts the file in its place.
  func write(_ bytes: [UInt8]) throws {
    guard path != "-" else { return StandardOutput.write(bytes) }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: temporaryPath))
    } catch {
      throw Failure.output(path: path, reason: Self.reason(error))
    }
    guard unsafe rename(temporaryPath, path) == 0 else {
      throw Failure.output(path: path, reason: "it could not be put in its place")
    }
    isWritten = true
  }

  private static func reason(_ error: any Error) -> String {
    let error = error as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
    let code = underlying?.domain == NSPOSIXErrorDomain ? underlying?.code : nil
    switch code.map(Int32.init) {
    case ENOENT: return "its directory does not exist"
    case EACCES, EROFS: return "it may not be written there"
    case ENOSPC: return "the disk is full"
    default: return "the system refuses (\(error.domain) \(error.code))"
    }
  }
}
