/// What a request has done so far.
///
/// There is never a second one of it: a copy would count a score of references.
struct RequestWork: ~Copyable, Sendable {
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
