/// Whom an alert is about.
struct AlertSubject: Sendable {
  /// The name of the operation, cache or pool.
  var name: String?
  /// The cache's level; 0 when it has only one, and for all that are no caches.
  var level = 0
  var traceParent: TraceParent?

  init(operation: String?, traceParent: TraceParent?) {
    name = operation
    self.traceParent = traceParent
  }

  /// The whole process.
  static let process = AlertSubject(operation: nil, traceParent: nil)

  /// A pool, or a level of a cache.
  static func named(_ name: String, level: Int = 0) -> AlertSubject {
    var subject = AlertSubject(operation: name, traceParent: nil)
    subject.level = level
    return subject
  }

  /// The name and the level, for people.
  var label: String? { level > 0 ? name.map { "\($0), level \(level)" } : name }
}
