internal import Foundation

/// Resolves the issue of a finding that is gone, by Sentry's web interface.
///
/// Events cannot say that something is over. Source: Sentry's documentation of its web interface,
/// listing and updating a project's issues.
struct SentryResolver: Sendable {
  let name: DataSourceName
  let settings: SentrySettings.Resolving
  let token: Secret
  let transport: any WebTransport

  private struct Issue: Decodable {
    var id: String
  }

  /// Looks up the unresolved issues of a finding and resolves them.
  func resolve(_ finding: String) async -> WebAnswer {
    let listed = await transport.send(
      request(
        "GET",
        query: [
          URLQueryItem(name: "query", value: "is:unresolved nightjar.finding:\(finding)")
        ]
      )
    )
    guard case .status(200, _, let body) = listed else { return listed }
    guard let issues = try? JSONDecoder().decode([Issue].self, from: Data(body)) else {
      return .unanswered(reason: "the list of issues cannot be read")
    }
    guard !issues.isEmpty else { return listed }
    let ids = issues.map { URLQueryItem(name: "id", value: $0.id) }
    return await transport.send(request("PUT", query: ids, body: #"{"status":"resolved"}"#))
  }

  private func request(_ method: String, query: [URLQueryItem], body: String = "") -> WebRequest {
    let path = "api/0/projects/\(settings.organization)/\(settings.project)/issues/"
    var url = name.base.appendingPathComponent(path)
    url.append(queryItems: query)
    return WebRequest(
      method: method,
      url: url,
      headers: [
        "Authorization": "Bearer \(token.revealed)", "Content-Type": "application/json",
      ],
      body: Array(body.utf8)
    )
  }
}
