internal import GzipWriting

/// A closed file on its way to being a compressed one, a member at a time.
///
/// The compressed file gets its name only when it is complete, and the plain one is removed after
/// that: a crash in between leaves both, whose records a reader counts once by their numbers.
struct FileCompression: ~Copyable {
  private let source: LogFile
  private let directory: String
  private let memberBytes: Int
  private let isSynced: Bool
  private let gzip: GzipWriter
  private let output: FileDescriptor
  /// How far the source was read.
  private var offset = 0
  /// What was read and is in no member yet.
  private var text: [UInt8] = []

  // A server pays for this at every request. On logs of the sample server, level 6 compressed 121 MB/s
  // to a ninth, level 3 compressed 278 MB/s to a seventh: of a record of a kilobyte, 8 µs and 3.6 µs.
  private static let level = 3

  init(
    _ source: LogFile,
    in directory: String,
    memberBytes: Int,
    isSynced: Bool
  ) throws {
    let gzip = try GzipWriter(level: Self.level)
    let unfinished = source.name.with(.unfinished).path(in: directory)
    let output = try FileDescriptor(replacing: unfinished)
    self.source = source
    self.directory = directory
    self.memberBytes = memberBytes
    self.isSynced = isSynced
    self.gzip = gzip
    self.output = output
  }

  /// Writes the next member; `false` when there is none left and the file is complete.
  mutating func step() throws -> Bool {
    let end = try readMember()
    guard end > 0 else {
      try finish()
      return false
    }
    let member = try gzip.member(text, 0..<end)
    var done = 0
    while done < member.count { done += try output.write(member, done..<member.count) }
    text.removeFirst(end)
    return true
  }

  /// Reads what the next member holds, and returns where it ends: behind the last line that fits, or
  /// behind the first if that is longer, or at the end of the file.
  private mutating func readMember() throws -> Int {
    var searched = 0
    while true {
      if text.count >= memberBytes {
        if searched == 0, let last = text[..<memberBytes].lastIndex(of: UInt8(ascii: "\n")) {
          return last + 1
        }
        searched = max(searched, memberBytes)
        if let next = text[searched...].firstIndex(of: UInt8(ascii: "\n")) { return next + 1 }
        searched = text.count
      }
      let count = text.count
      try source.read(min(memberBytes, source.sizeBytes - offset), at: offset, to: &text)
      offset += text.count - count
      if text.count == count { return count }
    }
  }

  private func finish() throws {
    let unfinished = source.name.with(.unfinished).path(in: directory)
    // Whoever removed the plain file does not want a compressed one.
    if case .removed = source.place() { return try FileSystem.remove(unfinished) }
    if source.sizeBytes == 0 {
      try FileSystem.remove(unfinished)
      return try FileSystem.remove(source.path)
    }
    if isSynced { try output.sync() }
    try FileSystem.rename(unfinished, to: source.name.with(.compressed).path(in: directory))
    // The compressed file's name first, then the plain one's end.
    if isSynced { try? FileSystem.syncDirectory(directory) }
    try FileSystem.remove(source.path)
  }

  /// Removes what was written so far; the plain file stays.
  consuming func abandon() {
    try? FileSystem.remove(source.name.with(.unfinished).path(in: directory))
  }
}
