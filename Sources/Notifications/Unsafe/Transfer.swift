internal import CCurl
internal import Foundation

/// One exchange with a server by the system's libcurl: no redirects, no cookies, no cache.
struct Transfer: Sendable {
  /// What is sent, and in which protocol.
  enum Content: Sendable {
    /// HTTP: headers as `Name: value`; a body is sent unless it is empty.
    case request(method: String, headers: [String], body: [UInt8])
    /// SMTP: lines of the message end with a carriage return and a line feed.
    case mail(from: String, to: [String], message: [UInt8])
  }

  /// How it went.
  struct Outcome: Sendable {
    /// libcurl's number of what went wrong; 0 when nothing did.
    var problem: UInt32
    /// The server's last reply; 0 when there was none.
    var status = 0
    /// The lines before an answer of HTTP, or an answer of SMTP.
    var headers: [String] = []
    /// The beginning of the answer's body.
    var body: [UInt8] = []

    var isDone: Bool { problem == CURLE_OK.rawValue }

    /// Why there was no answer, in words without the address, which may be a secret.
    var reason: String {
      switch CURLcode(rawValue: problem) {
      case CURLE_OPERATION_TIMEDOUT: "there was no answer in time"
      case CURLE_COULDNT_RESOLVE_HOST: "the host's name is not known"
      case CURLE_COULDNT_CONNECT: "nothing answers at the host's port"
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR:
        "the host's certificate is not trusted"
      default: "there was no answer (error \(problem) of libcurl)"
      }
    }
  }

  var url: String
  var content: Content
  /// How long it may take in all.
  var timeoutSeconds: Double

  /// libcurl is made ready once, before anything else.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Does the exchange on a thread of its own: libcurl waits by blocking.
  func outcome() async -> Outcome {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        Self.ignoreClosedPipes()
        continuation.resume(returning: perform())
      }
    }
  }

  /// A server that hangs up while something is written to it shall not end the program.
  private static func ignoreClosedPipes() {
    var signals = sigset_t()
    // SAFETY: the set lives through the calls, which concern this thread alone.
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  private func perform() -> Outcome {
    guard Self.isReady, let handle = CurlHandle() else {
      return Outcome(problem: CURLE_FAILED_INIT.rawValue)
    }
    handle.set(CURLOPT_URL, url)
    handle.set(CURLOPT_USERAGENT, "nightjar")
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_TIMEOUT_MS, Int(timeoutSeconds * 1000))
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(timeoutSeconds * 1000))
    switch content {
    case .request(let method, let headers, let body):
      // An empty header of this name keeps libcurl from asking first whether a body is welcome.
      handle.set(CURLOPT_HTTPHEADER, ["Expect:"] + headers)
      if !body.isEmpty { handle.post(body) }
      handle.set(CURLOPT_CUSTOMREQUEST, method)
    case .mail(let from, let to, let message):
      handle.set(CURLOPT_MAIL_FROM, "<\(from)>")
      handle.set(CURLOPT_MAIL_RCPT, to.map { "<\($0)>" })
      handle.upload(message)
    }
    return handle.perform()
  }
}
