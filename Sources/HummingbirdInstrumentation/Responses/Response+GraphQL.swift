internal import GraphQLInstrumentation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Response {
  /// A GraphQL response to an operation that is not executed.
  ///
  /// By the specification of GraphQL over HTTP its status is 400 for clients that understand the
  /// newer media type, and 200 for those that know `application/json` only.
  ///
  /// - Parameters:
  ///   - json: The body.
  ///   - accept: The request's `Accept` headers.
  init(refusing json: String, accept: [String]) {
    let isNewer = accept.contains { $0.contains("application/graphql-response+json") }
    self.init(
      status: isNewer ? .badRequest : .ok,
      headers: [
        .contentType: isNewer ? "application/graphql-response+json" : "application/json"
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(string: json))
    )
  }

  init(_ refusal: RequestRefusal, accept: [String]) {
    self.init(refusing: refusal.responseJSON, accept: accept)
  }

  /// Says in headers how long the request took and what it cost.
  mutating func addMeasurements(of request: RequestScope) {
    let microseconds = request.elapsedNanoseconds / 1000
    let fraction = String(microseconds % 1000 + 1000).dropFirst()
    if let name = HeaderName.serverTiming {
      headers.append(
        HTTPField(name: name, value: "graphql;dur=\(microseconds / 1000).\(fraction)")
      )
    }
    if let name = HeaderName.complexity, let cost = request.operation?.complexity {
      headers[name] = String(cost)
    }
  }
}
