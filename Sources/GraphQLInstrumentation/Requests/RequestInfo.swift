/// What is known of a request when it arrives.
public struct RequestInfo: Sendable {
  /// The app that sent it.
  public var clientName: String?
  /// The version of that app.
  public var clientVersion: String?
  /// The value of its `traceparent` header; what is not well formed is ignored.
  public var traceParent: String?
  /// The size of its body in bytes.
  public var requestBytes: Int?

  /// What is known of a request; all of it may be missing.
  ///
  /// - Parameters:
  ///   - clientName: The app that sent it.
  ///   - clientVersion: The version of that app.
  ///   - traceParent: The value of its `traceparent` header.
  ///   - requestBytes: The size of its body in bytes.
  public init(
    clientName: String? = nil,
    clientVersion: String? = nil,
    traceParent: String? = nil,
    requestBytes: Int? = nil
  ) {
    self.clientName = clientName
    self.clientVersion = clientVersion
    self.traceParent = traceParent
    self.requestBytes = requestBytes
  }
}
