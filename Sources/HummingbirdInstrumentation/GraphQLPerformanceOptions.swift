public import HTTPTypes

/// What a ``GraphQLPerformanceMiddleware`` looks at and does.
public struct GraphQLPerformanceOptions: Sendable {
  /// What becomes of a request that holds several operations.
  public enum Batches: Sendable, Hashable {
    /// Every operation goes to the server as a request of its own, one after the other, and has a
    /// record of its own. The responses are put together again. The server need not know of batches.
    case split
    /// The request goes to the server as it is and has one record, without an operation unless the
    /// server says which by `RequestScope.current?.setOperation(_:)`.
    case whole
  }

  /// The paths of GraphQL endpoints; requests to others are not touched.
  ///
  /// `nil` means all paths, for a middleware of a router group that has no other routes.
  public var paths: Set<String>? = ["/graphql"]
  /// Headers that name the app, the first that is there counts.
  public var clientNameHeaders: [HTTPField.Name] = [
    "apollographql-client-name", "graphql-client-name",
  ]
  .compactMap { HTTPField.Name($0) }
  /// Headers with the app's version, the first that is there counts.
  public var clientVersionHeaders: [HTTPField.Name] = [
    "apollographql-client-version", "graphql-client-version",
  ]
  .compactMap { HTTPField.Name($0) }
  /// What becomes of a request that holds several operations.
  public var batches = Batches.split
  /// The most operations of a batch that is split; larger ones are answered with an error.
  public var maximumBatchSize = 20
  /// Documents by their hash; share the table with a server that has none of its own.
  public var persistedDocuments = PersistedDocuments()
  /// Whether responses say in `server-timing` how long the server took, in milliseconds, and in
  /// `graphql-complexity` what the operation cost.
  public var addsResponseHeaders = false
  /// How much of a JSON response is searched for its errors, in bytes; 0 leaves it to the server to
  /// report them by `RequestScope.current?.recordError(code:)`.
  ///
  /// A server that reports any is not searched after.
  public var inspectedResponseBytes = 1 << 20

  /// The usual options: `/graphql`, batches split, no headers.
  public init() {}
}
