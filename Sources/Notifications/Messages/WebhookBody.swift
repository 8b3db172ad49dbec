internal import Analysis
internal import MetricLog

/// The notices of a run as JSON for a program: schema `nightjar.notices/1`.
struct WebhookBody: Encodable, Sendable {
  let schema = "nightjar.notices/1"
  /// The same for the same notices, so that a receiver can drop what it has.
  let id: String
  /// RFC 3339, UTC.
  let made_at: String
  let notices: [Item]
  /// Notices that the daily cap holds back.
  let held_back: Int

  struct Item: Encodable, Sendable {
    let id: String
    let change: String
    let rule: String
    let severity: String
    let confidence: String
    let service: String
    let env: String
    let operation: String?
    let title: String
    let explanation: String
    let recommendation: String
    let cost_ms: Double
    let saving_ms_per_day: Double?
    let link: String
  }

  init(_ notices: [Notice], id: String, heldBack: Int, now: Int64) {
    self.id = id
    made_at = Timestamp.rfc3339(microseconds: now)
    held_back = heldBack
    self.notices = notices.map(Item.init)
  }
}

extension WebhookBody.Item {
  fileprivate init(_ notice: Notice) {
    id = notice.id
    change = notice.change.rawValue
    rule = notice.rule
    severity = notice.severity.name
    confidence = notice.confidence.name
    service = notice.service
    env = notice.env
    operation = notice.operation
    title = notice.title
    explanation = notice.explanation
    recommendation = notice.recommendation
    cost_ms = notice.costNanoseconds / 1e6
    saving_ms_per_day = notice.savingNanosecondsPerDay.map { $0 / 1e6 }
    link = notice.link
  }
}
