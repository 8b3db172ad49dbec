import Foundation
import TestSupport

/// A named pipe through which a thread sends bytes to whoever opens it.
struct NamedPipe {
  let path: String

  /// Makes the pipe.
  init(in folder: TemporaryFolder) throws {
    path = folder.path("pipe")
    let maker = Process()
    maker.executableURL = URL(filePath: "/usr/bin/env")
    maker.arguments = ["mkfifo", path]
    try maker.run()
    maker.waitUntilExit()
  }

  /// Sends bytes once the pipe has been opened for reading, and closes it.
  ///
  /// They must fit into the system's buffer, so that a reader that stops early harms nobody.
  func send(_ bytes: [UInt8]) async {
    precondition(bytes.count <= 1 << 16, "the bytes fit into a pipe")
    await withCheckedContinuation { sent in
      // A thread of its own, for opening a pipe waits for the other end.
      Thread.detachNewThread { [path] in
        let pipe = FileHandle(forWritingAtPath: path)
        try? pipe?.write(contentsOf: Data(bytes))
        try? pipe?.close()
        sent.resume()
      }
    }
  }
}
