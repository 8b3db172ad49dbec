/// Whom an alert is about.
struct AlertSubject: Sendable {
  /// The name of the operation, cache or pool.
  var name: String?
  var traceParent: TraceParent?

  init(operation: String?, traceParent: TraceParent?) {
    name = operation
    self.traceParent = traceParent
  }

  /// The whole process.
  static let process = AlertSubject(operation: nil, traceParent: nil)

  /// A cache or a pool.
  static func named(_ name: String) -> AlertSubject {
    AlertSubject(operation: name, traceParent: nil)
  }
}
