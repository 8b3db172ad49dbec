import Glibc

/// A small file of text, read and written as a whole.
struct TextFile {
  /// The file cannot be opened, read or written.
  struct Failure: Error, CustomStringConvertible {
    var path: String
    var code: Int32

    var description: String { "error \(code) at \(path)" }
  }

  var path: String

  /// The file's content.
  func read() throws(Failure) -> String {
    String(decoding: try readBytes(), as: UTF8.self)
  }

  /// The file's content as it is.
  func readBytes() throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe Glibc.read(descriptor, &block, block.count)
      guard count >= 0 else { throw Failure(path: path, code: errno) }
      if count == 0 { return content }
      content += block[..<count]
    }
  }

  /// Replaces the file's content.
  func write(_ text: String) throws(Failure) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count >= 0 else { throw Failure(path: path, code: errno) }
      rest = rest.dropFirst(count)
    }
  }
}
