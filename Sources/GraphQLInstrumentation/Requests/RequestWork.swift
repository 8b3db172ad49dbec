/// What a request has done so far.
struct RequestWork: Sendable {
  var operation: OperationFacts?
  var statements = StatementTally()
  var caches = CacheTally()
  var fields = FieldTally()
  var errors = ErrorTally()
  var status: Int?
  var requestBytes: Int?
  var responseBytes: Int?
  var refusal: RequestRefusal?
  /// Nothing is added any more.
  var isFinished = false
}
