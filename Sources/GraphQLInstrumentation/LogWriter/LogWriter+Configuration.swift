extension LogWriter {
  /// Where a log goes, who writes it, and how much of it is kept.
  public struct Configuration: Sendable {
    /// The directory of the files; made when it is not there.
    public var directory: String
    /// The server program, such as `shop`.
    public var service: String
    /// The environment it runs in, such as `production`.
    public var env: String
    /// The machine, container or pod.
    public var host: String
    /// The deployed version.
    public var release: String
    /// What the names of the files begin with; `nil` is the service.
    ///
    /// What is no ASCII letter, digit, `.`, `_` or `-` becomes `_`.
    public var baseName: String?

    /// The bytes of text after which a file is closed and the next one begun; at least 4096.
    public var rotateAtBytes = 64 << 20
    /// The time after which a file is closed and the next one begun, if it has any record.
    public var rotateAfter: Duration = .seconds(3600)
    /// Whether closed files are compressed.
    public var compressClosedFiles = true
    /// About how many bytes of text a member of a compressed file holds; at least 4096.
    public var memberBytes = 1 << 20

    /// How long a record may wait before it is handed to the system.
    public var flushInterval: Duration = .seconds(1)
    /// When the writer waits for the disk.
    public var syncPolicy = SyncPolicy.onRotate
    /// About how many bytes of records may wait; further ones are dropped.
    ///
    /// At least 64 KiB; those that the writer has taken and not yet written count as waiting.
    public var queueBytes = 32 << 20

    /// How long closed files of this base name are kept; `nil` is for ever.
    public var maximumAge: Duration?
    /// How many bytes all files of this base name may have; the oldest closed ones are removed.
    ///
    /// `nil` is any number.
    public var maximumTotalBytes: Int?

    /// Called on the writer's thread when writing begins to fail and when it works again.
    ///
    /// It must not take long, nor wait for the writer: meanwhile, nothing is written.
    public var onEvent: (@Sendable (Event) -> Void)?

    /// A configuration whose other options have their defaults.
    ///
    /// - Parameters:
    ///   - directory: The directory of the files; made when it is not there.
    ///   - service: The server program, such as `shop`.
    ///   - env: The environment it runs in, such as `production`.
    ///   - release: The deployed version.
    ///   - host: The machine, container or pod; `nil` is the name of this machine.
    public init(
      directory: String,
      service: String,
      env: String,
      release: String,
      host: String? = nil
    ) {
      self.directory = directory
      self.service = service
      self.env = env
      self.release = release
      self.host = host ?? FileSystem.hostName
    }
  }

  /// When the writer waits until the disk has what was written.
  public enum SyncPolicy: Hashable, Sendable {
    /// Never: a crash of the machine costs what the system has not stored yet.
    case never
    /// When a file is closed or compressed.
    case onRotate
    /// After every flush too.
    case everyFlush
  }

  /// What a server may want to hear of its log.
  public enum Event: Hashable, Sendable {
    /// Writing began to fail; it is tried again, and records wait in the queue while there is room.
    case failed(LogWriterError)
    /// No new file can be begun, so the present one grows beyond its limits; it is tried again.
    case cannotRotate(LogWriterError)
    /// Writing works again.
    case recovered
  }

  /// What became of the records so far.
  public struct Statistics: Hashable, Sendable {
    /// Records that are in the files, those of the writer itself not counted.
    public var recordsWritten = 0
    /// Records that were given up.
    public var recordsDropped = 0
    /// Bytes of text that are in the files.
    public var bytesWritten = 0
    /// Files that were begun.
    public var filesOpened = 0
    /// Why writing fails at present; `nil` when it works.
    public var failure: LogWriterError?
  }
}

extension LogWriter.Configuration {
  /// Refuses values that make no sense.
  func validate() throws(LogWriterError) {
    func require(_ holds: Bool, _ option: String, _ reason: String) throws(LogWriterError) {
      if !holds { throw .configuration(option: option, reason: reason) }
    }
    try require(!directory.isEmpty, "directory", "must not be empty")
    try require(!directory.utf8.contains(0), "directory", "must not hold NUL")
    try require(rotateAtBytes >= 4096, "rotateAtBytes", "must be at least 4096")
    try require(rotateAfter > .zero, "rotateAfter", "must be more than zero")
    try require(
      4096...(1 << 28) ~= memberBytes,
      "memberBytes",
      "must be at least 4096 and at most 268435456"
    )
    try require(flushInterval > .zero, "flushInterval", "must be more than zero")
    try require(queueBytes >= 64 << 10, "queueBytes", "must be at least 65536")
    try require(maximumAge.map { $0 >= .zero } ?? true, "maximumAge", "must not be negative")
    try require(
      maximumTotalBytes.map { $0 >= 0 } ?? true,
      "maximumTotalBytes",
      "must not be negative"
    )
  }
}
