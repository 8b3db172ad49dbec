internal import GraphQLInstrumentation
public import Tracing

/// A tracer that folds spans into the record of the request they are part of.
///
/// A span with the text of a database statement (`db.query.text` or `db.statement`) is a statement; one
/// with `graphql.field.name` and `graphql.field.parent_type` is a call of that field. Other spans add
/// nothing. With another tracer behind it, all spans go there as well and nothing changes for it:
///
///     InstrumentationSystem.bootstrap(RequestTracer(forwardingTo: tracer))
///
/// Texts are read when the span ends, and their literals are replaced before anything is kept.
public struct RequestTracer: Tracer {
  private let next: (any Tracer)?

  /// A tracer that only folds spans into requests.
  public init() {
    next = nil
  }

  /// A tracer that folds spans into requests and passes them on.
  ///
  /// - Parameter next: The tracer that records traces.
  public init(forwardingTo next: any Tracer) {
    self.next = next
  }

  /// Starts a span that belongs to the request and field of the current task.
  public func startSpan<Instant: TracerInstant>(
    _ operationName: String,
    context: @autoclosure () -> InstrumentationContext,
    ofKind kind: SpanKind,
    at instant: @autoclosure () -> Instant,
    function: String,
    file fileID: String,
    line: UInt
  ) -> RequestSpan {
    let context = context()
    let forwarded = next.map { tracer -> any Tracing.Span in
      tracer.startSpan(
        operationName,
        context: context,
        ofKind: kind,
        at: instant(),
        function: function,
        file: fileID,
        line: line
      )
    }
    return RequestSpan(operationName, context: context, forwarded: forwarded)
  }

  /// Asks the tracer behind this one to send what it holds.
  @available(*, deprecated)
  public func forceFlush() { next?.forceFlush() }

  /// Takes the trace of a request's headers into a context.
  ///
  /// Without a tracer behind this one, that is the `traceparent`, if it is well formed.
  public func extract<Carrier, Extract: Extractor>(
    _ carrier: Carrier,
    into context: inout InstrumentationContext,
    using extractor: Extract
  ) where Extract.Carrier == Carrier {
    if let next { return next.extract(carrier, into: &context, using: extractor) }
    guard let header = extractor.extract(key: "traceparent", from: carrier) else { return }
    context[TraceParentKey.self] = TraceParent(header)
  }

  /// Puts the trace of a context into a request's headers.
  public func inject<Carrier, Inject: Injector>(
    _ context: InstrumentationContext,
    into carrier: inout Carrier,
    using injector: Inject
  ) where Inject.Carrier == Carrier {
    if let next { return next.inject(context, into: &carrier, using: injector) }
    guard let parent = context[TraceParentKey.self] else { return }
    injector.inject(parent.header, forKey: "traceparent", into: &carrier)
  }
}

/// The caller's trace in a context.
private enum TraceParentKey: InstrumentationContextKey {
  typealias Value = TraceParent
}
