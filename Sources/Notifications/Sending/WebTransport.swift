package import Foundation

/// A request to a web service.
package struct WebRequest: Sendable, Equatable {
  package var method: String
  package var url: URL
  package var headers: [String: String]
  package var body: [UInt8]
}

/// What came back.
package enum WebAnswer: Sendable, Equatable {
  /// The status, how many seconds the service asks to wait, and the beginning of the body.
  case status(Int, retryAfterSeconds: Double?, body: [UInt8])
  /// It is not taken, and would not be later: why, in words.
  case refused(reason: String)
  /// No answer: why, in words without the address, which may be a secret.
  case unanswered(reason: String)
}

/// Sends requests; tests put something else in its place.
package protocol WebTransport: Sendable {
  func send(_ request: WebRequest) async -> WebAnswer
}
