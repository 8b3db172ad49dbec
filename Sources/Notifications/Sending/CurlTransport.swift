internal import Foundation

/// The system's libcurl: no cookies, no cache, no redirects, a bounded answer.
///
/// Foundation's sessions use libcurl as well, but they ask the system all the time whether something
/// could be written to a connection on which everything has been, as long as the service keeps silent:
/// 3 to 5 s of processor time in 10 s of waiting, where this takes 0.02 s.
package struct CurlTransport: WebTransport {
  private let timeoutSeconds: Double

  /// - Parameter timeoutSeconds: How long a request may take in all.
  package init(timeoutSeconds: Double = 10) { self.timeoutSeconds = timeoutSeconds }

  package func send(_ request: WebRequest) async -> WebAnswer {
    let headers = request.headers.map { "\($0.key): \($0.value)" }.sorted()
    let transfer = Transfer(
      url: request.url.absoluteString,
      content: .request(method: request.method, headers: headers, body: request.body),
      timeoutSeconds: timeoutSeconds
    )
    let outcome = await transfer.outcome()
    guard outcome.status > 0 else { return .unanswered(reason: outcome.reason) }
    return .status(
      outcome.status,
      retryAfterSeconds: RetryAfter.seconds(inHeaders: outcome.headers),
      body: outcome.body
    )
  }
}

extension RetryAfter {
  /// Seconds from now on, of the lines before an answer; `nil` when they do not say.
  static func seconds(inHeaders lines: [String]) -> Double? {
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "retry-after" else { continue }
      return seconds(String(parts[1]))
    }
    return nil
  }
}
