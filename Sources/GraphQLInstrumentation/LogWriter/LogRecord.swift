package import MetricLog

/// A record of any type that a server writes; `writer` records are the log writer's own.
package enum LogRecord: Sendable {
  /// One executed operation. It has a dozen references and half a kilobyte; on its way to the writer it is
  /// handed on by one reference to all of it.
  indirect case request(RequestRecord)
  /// The text behind a signature.
  case operation(OperationRecord)
  /// The text behind a fingerprint.
  case statement(StatementRecord)
  /// A sample of the process.
  case process(ProcessRecord)
  /// Something that happened to a cache as a whole.
  case cache(CacheRecord)
  /// A release that begins.
  case deploy(DeployRecord)
  /// A live alert.
  case alert(AlertRecord)
}

extension LogRecord {
  /// Whether the record explains a hash.
  var isExplanation: Bool {
    switch self {
    case .operation, .statement: true
    case .request, .process, .cache, .deploy, .alert: false
    }
  }

  /// About how many bytes of memory the record takes while it waits to be written.
  ///
  /// Meant to bound memory, not to measure it: names are taken to be of usual length, because
  /// looking at each would cost the caller more than putting the record into the queue.
  package var estimatedBytes: Int {
    switch self {
    case .request(let record):
      let statements = record.database?.statements.count ?? 0
      let parts = statements + record.caches.count + record.fields.count + record.errorCodes.count
      return Self.fixedBytes + MemoryLayout<RequestRecord>.size + parts * 96
    case .operation(let record):
      return Self.fixedBytes + (record.document?.utf8.count ?? 0)
    case .statement(let record):
      return Self.fixedBytes + record.text.utf8.count
    case .process(let record):
      return Self.fixedBytes + record.pools.count * 96
    case .cache, .deploy, .alert:
      return Self.fixedBytes
    }
  }

  /// The record itself with a few names.
  private static let fixedBytes = MemoryLayout<LogRecord>.size + 128
}
