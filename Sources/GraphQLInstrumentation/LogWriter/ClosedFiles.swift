/// The files that are closed and wait to be compressed.
///
/// They stay open, and so locked, until it is done: other writers know by that that somebody cares
/// for them.
struct ClosedFiles: ~Copyable {
  private let configuration: LogWriter.Configuration
  private var waiting: [LogFile] = []
  private var current: FileCompression?

  init(_ configuration: LogWriter.Configuration) {
    self.configuration = configuration
  }

  /// Whether there is something to do.
  var isEmpty: Bool { waiting.isEmpty && current == nil }

  mutating func append(_ file: LogFile) {
    if configuration.compressClosedFiles { waiting.append(file) }
  }

  /// Compresses one member.
  ///
  /// A file that cannot be compressed stays plain, which any reader can read.
  ///
  /// - Returns: Whether a file was finished by it.
  mutating func step() -> Bool {
    do {
      if current == nil {
        guard !waiting.isEmpty else { return false }
        current = try FileCompression(
          waiting.removeFirst(),
          in: configuration.directory,
          memberBytes: configuration.memberBytes,
          isSynced: configuration.syncPolicy != .never
        )
      }
      if try current?.step() ?? false { return false }
      current = nil
    } catch {
      if let failed = current.take() { failed.abandon() }
    }
    return true
  }
}
