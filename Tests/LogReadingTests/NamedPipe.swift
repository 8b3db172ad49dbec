import Foundation
import TestSupport

/// A named pipe through which a thread sends bytes to whoever opens it.
struct NamedPipe {
  let path: String

  /// Makes the pipe; the bytes are sent once, when it has been opened for reading.
  ///
  /// They must fit into the system's buffer, so that a reader that stops early harms nobody.
  init(_ bytes: [UInt8], in folder: TemporaryFolder) throws {
    precondition(bytes.count <= 1 << 16, "the bytes fit into a pipe")
    let path = folder.path("\(UUID().uuidString).pipe")
    guard unsafe mkfifo(path, 0o600) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    self.path = path
    // A thread of its own, for opening a pipe waits for the other end.
    Thread.detachNewThread {
      guard let pipe = FileHandle(forWritingAtPath: path) else { return }
      try? pipe.write(contentsOf: Data(bytes))
      try? pipe.close()
    }
  }
}
