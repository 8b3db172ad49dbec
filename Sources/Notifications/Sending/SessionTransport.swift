internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// The system's HTTP: no cookies, no cache, no redirects, a bounded answer.
package struct SessionTransport: WebTransport {
  private let timeoutSeconds: Double

  /// - Parameter timeoutSeconds: How long a request may take in all.
  package init(timeoutSeconds: Double = 10) { self.timeoutSeconds = timeoutSeconds }

  package func send(_ request: WebRequest) async -> WebAnswer {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    configuration.urlCache = nil
    configuration.timeoutIntervalForRequest = timeoutSeconds
    configuration.timeoutIntervalForResource = timeoutSeconds
    var message = URLRequest(url: request.url)
    message.httpMethod = request.method
    message.httpBody = Data(request.body)
    for (name, value) in request.headers { message.setValue(value, forHTTPHeaderField: name) }
    let exchange = Exchange()
    let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    return await exchange.answer(to: session.dataTask(with: message))
  }
}

/// One request and what comes back of it.
private final class Exchange: NSObject, URLSessionDataDelegate {
  private struct State {
    var body: [UInt8] = []
    var status: Int?
    var retryAfter: Double?
    var continuation: CheckedContinuation<WebAnswer, Never>?
  }

  private let state = Mutex(State())
  /// The rest of a longer answer is not read.
  private static let bodyLimit = 262_144

  func answer(to task: URLSessionDataTask) async -> WebAnswer {
    await withCheckedContinuation { continuation in
      state.withLock { $0.continuation = continuation }
      task.resume()
    }
  }

  /// A redirect could carry what is sent to somewhere else.
  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession,
    dataTask: URLSessionDataTask,
    didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    if let response = response as? HTTPURLResponse {
      let wait = response.value(forHTTPHeaderField: "Retry-After").flatMap(RetryAfter.seconds)
      state.withLock { ($0.status, $0.retryAfter) = (response.statusCode, wait) }
    }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isFull = state.withLock { state in
      state.body += data.prefix(Self.bodyLimit - state.body.count)
      return state.body.count >= Self.bodyLimit
    }
    if isFull { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    didCompleteWithError error: (any Error)?
  ) {
    state.withLock { state in
      let answer: WebAnswer =
        if let status = state.status ?? (task.response as? HTTPURLResponse)?.statusCode {
          .status(status, retryAfterSeconds: state.retryAfter, body: state.body)
        } else {
          .unanswered(reason: Self.reason(error))
        }
      state.continuation?.resume(returning: answer)
      state.continuation = nil
    }
  }

  private static func reason(_ error: (any Error)?) -> String {
    guard let error = error as? URLError else { return "there was no answer" }
    return switch error.code {
    case .timedOut: "there was no answer in time"
    case .cannotFindHost: "the host's name is not known"
    case .cannotConnectToHost: "nothing answers at the host's port"
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot:
      "the host's certificate is not trusted"
    default: "there was no answer (error \(error.code.rawValue))"
    }
  }
}
