internal import Foundation

/// Where Sentry is, and the public key to send with: `https://KEY@HOST/PROJECT`.
struct DataSourceName: Sendable {
  let key: String
  let project: String
  /// Scheme, host, port and the path before the project.
  let base: URL

  /// - Throws: ``NotificationError/malformed(what:expected:)``, which does not repeat the text.
  init(_ secret: Secret) throws(NotificationError) {
    let failure = NotificationError.malformed(
      what: "the DSN of sentry",
      expected: "https://KEY@HOST/PROJECT"
    )
    guard var parts = URLComponents(string: secret.revealed), let key = parts.user,
      !key.isEmpty, let scheme = parts.scheme, ["https", "http"].contains(scheme),
      parts.host?.isEmpty == false
    else { throw failure }
    var path = parts.path.split(separator: "/").map(String.init)
    guard let project = path.popLast(), project.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { throw failure }
    (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
    parts.path = path.map { "/" + $0 }.joined() + "/"
    guard let base = parts.url else { throw failure }
    (self.key, self.project, self.base) = (key, project, base)
  }

  /// The request that posts an envelope.
  func request(envelope: [UInt8]) -> WebRequest {
    WebRequest(
      method: "POST",
      url: base.appendingPathComponent("api/\(project)/envelope/"),
      headers: [
        "Content-Type": "application/x-sentry-envelope",
        "X-Sentry-Auth": "Sentry sentry_version=7, sentry_client=nightjar/1, sentry_key=\(key)",
      ],
      body: envelope
    )
  }
}
