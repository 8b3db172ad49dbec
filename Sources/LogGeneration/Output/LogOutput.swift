/// The log files that are being written, and what was written to those that are finished.
struct LogOutput {
  /// A file of the logs, as it ended.
  struct FinishedFile {
    /// The name in the output directory.
    var name: String
    var lines: Int
    var plainBytes: Int
  }

  /// A writer's row of files, or all writers' when they share one.
  struct Stream {
    /// The lines that are still to be flushed.
    var buffer: [UInt8] = []
    /// For each explanation, whether the current file has it.
    fileprivate(set) var explained: [Bool]
    fileprivate var flushedBytes = 0
    fileprivate var lines = 0
    fileprivate var number = 1
    fileprivate var sink: LogSink?
    fileprivate let prefix: String

    /// The bytes of the current file before compression.
    var plainBytes: Int { flushedBytes + buffer.count }

    /// Remembers that the current file explains a hash; `false` if it did before.
    @inline(__always)
    mutating func explain(_ index: Int) -> Bool {
      if explained[index] { return false }
      explained[index] = true
      return true
    }

    /// Counts lines that were appended to the buffer.
    @inline(__always)
    mutating func countLines(_ count: Int) { lines += count }
  }

  private(set) var finished: [FinishedFile] = []
  /// The lines of all files.
  var lines: Int { finished.reduce(0) { $0 + $1.lines } + streams.reduce(0) { $0 + $1.lines } }
  /// The bytes of all files before compression.
  var plainBytes: Int {
    finished.reduce(0) { $0 + $1.plainBytes } + streams.reduce(0) { $0 + $1.plainBytes }
  }
  var streams: [Stream] = []

  /// `nil` is nowhere: the bytes are counted and forgotten.
  private let directory: String?
  private let gzip: ScenarioGzip?
  private let explanationCount: Int
  // Larger blocks come from the kernel anew each time, and its clearing of them costs more than the
  // calls that they save.
  private static let flushBytes = 64 << 10

  init(directory: String?, gzip: ScenarioGzip?, explanationCount: Int) {
    self.directory = directory
    self.gzip = gzip
    self.explanationCount = explanationCount
  }

  /// Begins a row of files whose names start with `prefix`, and returns its index.
  mutating func open(prefix: String) throws(GenerationError) -> Int {
    var stream = Stream(
      explained: Array(repeating: false, count: explanationCount),
      prefix: prefix
    )
    stream.buffer.reserveCapacity(Self.flushBytes + (16 << 10))
    try openFile(&stream)
    streams.append(stream)
    return streams.count - 1
  }

  /// Writes out the lines that have piled up, if they are many.
  @inline(__always)
  mutating func flushIfFull(_ index: Int) throws(GenerationError) {
    if streams[index].buffer.count >= Self.flushBytes { try flush(index) }
  }

  /// Ends the current file of a row and begins the next one.
  mutating func rotate(_ index: Int) throws(GenerationError) {
    try close(index)
    streams[index].number += 1
    try openFile(&streams[index])
  }

  /// Ends the current file of a row.
  mutating func close(_ index: Int) throws(GenerationError) {
    try flush(index)
    try streams[index].sink?.close()
    streams[index].sink = nil
    finished.append(
      FinishedFile(
        name: name(streams[index]),
        lines: streams[index].lines,
        plainBytes: streams[index].flushedBytes
      )
    )
    streams[index].lines = 0
    streams[index].flushedBytes = 0
  }

  /// Gives back the memory of a row that will not be written to again.
  mutating func retire(_ index: Int) throws(GenerationError) {
    try close(index)
    streams[index].buffer = []
    streams[index].explained = []
  }

  private mutating func flush(_ index: Int) throws(GenerationError) {
    try streams[index].sink?.write(streams[index].buffer)
    streams[index].flushedBytes += streams[index].buffer.count
    streams[index].buffer.removeAll(keepingCapacity: true)
  }

  private func openFile(_ stream: inout Stream) throws(GenerationError) {
    for index in stream.explained.indices { stream.explained[index] = false }
    guard let directory else { return }
    stream.sink = try LogSink(path: directory + "/" + name(stream), gzip: gzip)
  }

  private func name(_ stream: Stream) -> String {
    let digits = String(stream.number)
    let number = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return "\(stream.prefix).\(number).jsonl" + (gzip == nil ? "" : ".gz")
  }
}
