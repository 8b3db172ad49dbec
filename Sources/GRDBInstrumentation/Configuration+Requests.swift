public import GRDB

extension Configuration {
  /// Notes every statement for the request and field that issued it; queries need no change.
  ///
  /// A statement belongs to the request of the task that accesses the database. That holds for all
  /// accesses of queues and pools that return a value, with `await` or without. Accesses that take a
  /// callback (`asyncRead` and the like) leave the task; pass ``GraphQLInstrumentation/Attribution`` along
  /// there, or use ``MeasuredDatabase``, which does. Observations belong to no request.
  ///
  /// The connection's trace function is taken; call it after other uses of `prepareDatabase` only
  /// when those do not set one.
  public mutating func recordStatements() {
    prepareDatabase { StatementTrace.install(in: $0) }
  }
}
