/// One call of a resolver that is being measured.
@usableFromInline
struct FieldCall {
  @usableFromInline let attribution: Attribution
  private let startNanoseconds: Int64

  /// `nil` outside a request.
  @usableFromInline
  init?(_ field: String) {
    guard let request = RequestScope.current else { return nil }
    attribution = Attribution(request: request, field: field)
    startNanoseconds = request.monitor.clock.monotonicNanoseconds()
  }

  /// The call has ended; `items` are those of the list that it returned, `nil` if that is no list.
  @usableFromInline
  func end(items: Int?) {
    guard let field = attribution.field else { return }
    let end = attribution.request.monitor.clock.monotonicNanoseconds()
    attribution.request.addField(
      field,
      calls: 1,
      nanoseconds: end - startNanoseconds,
      items: items
    )
  }
}
