internal import MetricLog

/// The fields of the line being read, until it is accepted or refused.
struct RecordFields {
  /// The record's type, once it is known to be one of the format's.
  var type: RecordType?
  /// Whether the `type` field has been read, known or not.
  var hasType = false
  /// The name of a type that the format does not have.
  var unknownType = Symbol.empty
  /// The record's own fields that were present and not `null`, as bits.
  var present: UInt64 = 0
  var source = SourceRow()
  /// The index of the source among the batch's, when the bytes that name it were seen before.
  var sourceIndex: UInt32?
  /// Members of the record read so far.
  var members = 0
  /// Whether a member was `null`.
  var hasNull = false
  var head = RecordHead()
  var request = RequestRow()
  var operationText = OperationTextRow()
  var statementText = StatementTextRow()
  var process = ProcessRow()
  var cacheEvent = CacheEventRow()
  var deploy = DeployRow()
  var alert = AlertRow()
  var writer = WriterRow()
  /// Names that the format does not have, in this line.
  private let emptySource = SourceRow()
  var unknown: [UnknownName] = []
  var lastUnknown = Symbol.empty
  private var statementMark = 0
  private var cacheMark = 0
  private var fieldMark = 0
  private var errorCodeMark = 0
  private var poolMark = 0

  /// Starts a new line: whatever it adds to the batch's detail arrays can be undone.
  @inline(__always)
  mutating func begin(_ batch: borrowing RecordBatch, _ emptyRequest: RequestRow) {
    type = nil
    hasType = false
    present = 0
    sourceIndex = nil
    members = 0
    hasNull = false
    source = emptySource
    head = emptyRequest.head
    request = emptyRequest
    if !unknown.isEmpty { unknown.removeAll(keepingCapacity: true) }
    statementMark = batch.statements.count
    cacheMark = batch.caches.count
    fieldMark = batch.fields.count
    errorCodeMark = batch.errorCodes.count
    poolMark = batch.pools.count
  }

  /// Takes the line's details back out of the batch.
  func undo(in batch: inout RecordBatch) {
    batch.statements.removeLast(batch.statements.count - statementMark)
    batch.caches.removeLast(batch.caches.count - cacheMark)
    batch.fields.removeLast(batch.fields.count - fieldMark)
    batch.errorCodes.removeLast(batch.errorCodes.count - errorCodeMark)
    batch.pools.removeLast(batch.pools.count - poolMark)
  }
}
