/// The request that work belongs to, and the field on whose behalf it is done.
///
/// Both follow tasks and their children by themselves. Where work leaves its task, for a callback on
/// a dispatch queue, take the attribution along by hand:
///
///     let here = Attribution.current
///     queue.async { here?.restore { load() } }
public struct Attribution: Sendable {
  /// The request.
  public let request: RequestScope
  /// The `Type.field` whose resolver runs.
  public let field: String?

  /// Work of a request, and of one of its fields.
  @usableFromInline
  package init(request: RequestScope, field: String?) {
    self.request = request
    self.field = field
  }

  /// Where it is kept; not by `@TaskLocal`, whose storage inlined code cannot use.
  @usableFromInline
  static let taskLocal = TaskLocal<Attribution?>(wrappedValue: nil)

  /// What work of the current task belongs to; `nil` outside any request.
  public static var current: Attribution? { taskLocal.get() }

  /// Runs some work as part of this request and field.
  ///
  /// - Parameter work: What belongs to them.
  /// - Returns: What the work returns.
  @inlinable
  public func restore<Value>(_ work: () throws -> Value) rethrows -> Value {
    try Attribution.taskLocal.withValue(self, operation: work)
  }

  /// Runs some work as part of this request and field.
  ///
  /// - Parameters:
  ///   - isolation: The caller's actor, on which the work runs.
  ///   - work: What belongs to them.
  /// - Returns: What the work returns.
  @inlinable
  public func restore<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ work: () async throws -> Value
  ) async rethrows -> Value {
    try await Attribution.taskLocal.withValue(self, operation: work, isolation: isolation)
  }
}
