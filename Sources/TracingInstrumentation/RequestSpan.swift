internal import GraphQLInstrumentation
internal import Synchronization
public import Tracing

/// A span that becomes part of a request's record when it ends, if it is a statement or a resolver.
public final class RequestSpan: Span {
  private struct State: Sendable {
    var name: String
    var attributes: SpanAttributes = [:]
    var hasEnded = false
  }

  private let state: Mutex<State>
  private let here = Attribution.current
  private let start = ContinuousClock.now
  private let forwarded: (any Span)?
  private let ownContext: InstrumentationContext
  private let parent: RequestSpan?

  init(_ name: String, context: InstrumentationContext, forwarded: (any Span)?) {
    state = Mutex(State(name: name))
    ownContext = context
    parent = context[RequestSpanKey.self]
    self.forwarded = forwarded
  }

  /// The context that the span's children are started in.
  public var context: InstrumentationContext {
    var context = forwarded?.context ?? ownContext
    context[RequestSpanKey.self] = self
    return context
  }

  /// Whether anybody looks at what the span is told.
  public var isRecording: Bool { here != nil || forwarded?.isRecording == true }

  /// The span's name.
  public var operationName: String {
    get { state.withLock { $0.name } }
    set {
      state.withLock { $0.name = newValue }
      forwarded?.operationName = newValue
    }
  }

  /// What is known of the span.
  public var attributes: SpanAttributes {
    get { state.withLock { $0.attributes } }
    set {
      state.withLock { $0.attributes = newValue }
      forwarded?.attributes = newValue
    }
  }

  /// The field of the innermost resolver's span around this place.
  private var nearestField: String? {
    if case .field(let field) = SpanRole(attributes) { return field }
    return parent?.nearestField
  }

  /// Passes the status on.
  public func setStatus(_ status: SpanStatus) { forwarded?.setStatus(status) }

  /// Passes the event on.
  public func addEvent(_ event: SpanEvent) { forwarded?.addEvent(event) }

  /// Passes the link on.
  public func addLink(_ link: SpanLink) { forwarded?.addLink(link) }

  /// Passes the error on; a request's errors are those of its response, which a span does not know.
  public func recordError<Instant: TracerInstant>(
    _ error: any Error,
    attributes: SpanAttributes,
    at instant: @autoclosure () -> Instant
  ) {
    forwarded?.recordError(error, attributes: attributes, at: instant())
  }

  /// Ends the span, and adds it to the request if that has not ended.
  ///
  /// The time is measured from start to end by a clock that does not jump; the instants given are
  /// those of the trace.
  public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
    let duration = ContinuousClock.now - start
    forwarded?.end(at: instant())
    let attributes: SpanAttributes? = state.withLock { state in
      guard !state.hasEnded else { return nil }
      state.hasEnded = true
      return state.attributes
    }
    guard let here, let attributes, let role = SpanRole(attributes) else { return }
    switch role {
    case .statement(let sql, let system):
      here.request.recordStatement(
        sql: sql,
        field: parent?.nearestField ?? here.field,
        duration: duration,
        system: system
      )
    case .field(let field): here.request.recordField(field, duration: duration)
    }
  }
}

/// The span that a context belongs to.
private enum RequestSpanKey: InstrumentationContextKey {
  typealias Value = RequestSpan
}
