import Foundation
import Notifications
import Testing

@Suite("Delivery")
struct DeliveryTests {
  @Test("A message is sent once and not again")
  func once() async throws {
    let desk = try Desk(Desk.webhook)
    let night = Night(1).with("a")
    let service = ScriptedTransport()
    let clock = StandingClock(night.morning)
    _ = try desk.announce(night)
    let summary = try await desk.deliver(service, clock)
    #expect(summary.sent == ["webhook: new: high: A title"])
    #expect(summary.problems.isEmpty && summary.waiting == 0)
    _ = try desk.announce(night)
    _ = try await desk.deliver(service, clock)
    #expect(service.requests.count == 1)
  }

  @Test("A service that asks to wait is waited for, as long as it asks")
  func retryAfter() async throws {
    let desk = try Desk(Desk.webhook)
    let night = Night(1).with("a")
    let service = ScriptedTransport([.status(429, after: 7), .status(500), .status(200)])
    let clock = StandingClock(night.morning)
    _ = try desk.announce(night)
    let summary = try await desk.deliver(service, clock)
    #expect(summary.sent.count == 1)
    #expect(clock.slept == [7, 4])
    #expect(Set(service.requests.map { $0.headers["Idempotency-Key"] }).count == 1)
  }

  @Test("What cannot be sent waits for the next run, and no shorter than the service asks")
  func spooled() async throws {
    let desk = try Desk(Desk.webhook)
    let night = Night(1).with("a")
    let clock = StandingClock(night.morning)
    _ = try desk.announce(night)
    let busy = ScriptedTransport([.status(503, after: 3600)])
    let first = try await desk.deliver(busy, clock)
    #expect(busy.requests.count == 1 && clock.slept.isEmpty)
    #expect(first.waiting == 1)
    #expect(first.problems == ["webhook: the service answers 503; it is sent with the next run"])
    clock.advance(seconds: 3599)
    let service = ScriptedTransport()
    #expect(try await desk.deliver(service, clock).sent.isEmpty)
    clock.advance(seconds: 2)
    #expect(try await desk.deliver(service, clock).sent.count == 1)
    #expect(service.requests.count == 1)
  }

  @Test("A service that is down stops its own messages only, after three attempts at the first")
  func down() async throws {
    let desk = try Desk(Desk.sentry(), Desk.webhook)
    let night = Night(1).with("a").with("b")
    let clock = StandingClock(night.morning)
    _ = try desk.announce(night)
    let service = ScriptedTransport(
      Array(repeating: .unanswered(reason: "nothing there"), count: 3) + [.status(200)]
    )
    let summary = try await desk.deliver(service, clock)
    #expect(clock.slept == [1, 4])
    #expect(
      service.requests.map(\.url.host) == Array(repeating: "sentry.invalid", count: 3) + [
        "hook.invalid"
      ]
    )
    #expect(summary.sent.count == 1)
    #expect(summary.waiting == 2)
    #expect(summary.problems == ["sentry: nothing there; it is sent with the next run"])
  }

  @Test("What a service refuses is said and not sent again")
  func refused() async throws {
    let desk = try Desk(Desk.webhook)
    let night = Night(1).with("a")
    let clock = StandingClock(night.morning)
    _ = try desk.announce(night)
    let service = ScriptedTransport([.status(400)])
    let summary = try await desk.deliver(service, clock)
    #expect(summary.problems == ["webhook: refused: the service answers 400"])
    clock.advance(seconds: 86_400)
    #expect(try await desk.deliver(service, clock).waiting == 0)
    #expect(service.requests.count == 1)
  }

  @Test("A redirect is not followed, and counts as a refusal")
  func redirect() async throws {
    let desk = try Desk(Desk.webhook)
    _ = try desk.announce(Night(1).with("a"))
    let service = ScriptedTransport([.status(302)])
    let summary = try await desk.deliver(service, StandingClock(Night(1).morning))
    #expect(summary.problems == ["webhook: refused: the service answers 302"])
  }

  @Test("A missing secret is a problem of its channel, and its messages wait")
  func missingSecret() async throws {
    var desk = try Desk(Desk.webhook)
    let night = Night(1).with("a")
    _ = try desk.announce(night)
    desk.settings.channels = [Channel(.webhook(WebhookSettings(url: .environment("NOT_SET"))))]
    let service = ScriptedTransport()
    let summary = try await desk.deliver(service, StandingClock(night.morning))
    #expect(summary.problems == ["webhook: environment variable NOT_SET: it is not set, or empty"])
    #expect(summary.waiting == 1 && service.requests.isEmpty)
  }

  @Test("What has waited for a week is given up")
  func expired() async throws {
    let desk = try Desk(Desk.webhook)
    let night = Night(1).with("a")
    _ = try desk.announce(night)
    let clock = StandingClock(night.morning)
    clock.advance(seconds: 8 * 86_400)
    let service = ScriptedTransport()
    let summary = try await desk.deliver(service, clock)
    #expect(summary.expired == 1 && summary.waiting == 0 && service.requests.isEmpty)
  }

  @Test("Two runs at once send a message once")
  func together() async throws {
    let desk = try Desk(Desk.sentry())
    var night = Night(1)
    for index in 0..<8 { night = night.with("finding-\(index)") }
    _ = try desk.announce(night)
    let service = ScriptedTransport()
    let clock = StandingClock(night.morning)
    async let first = desk.deliver(service, clock)
    async let second = desk.deliver(service, clock)
    let sent = try await first.sent.count + second.sent.count
    #expect(sent == 8)
    #expect(Set(service.requests.map(\.body)).count == 8 && service.requests.count == 8)
  }

  @Test("No secret is in the state")
  func secretsStayOut() async throws {
    let desk = try Desk(Desk.sentry(resolving: true), Desk.webhook)
    _ = try desk.announce(Night(1).with("a"))
    _ = try await desk.deliver(ScriptedTransport([.status(500)]), StandingClock(Night(1).morning))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: desk.settings.statePath))
    for secret in ["abc123secretkey", "hiddenpath", "signingsecret", "sntrytoken"] {
      #expect(bytes.range(of: Data(secret.utf8)) == nil)
    }
    #expect(bytes.range(of: Data("A title".utf8)) != nil)
    let secret = try SecretSource.environment("KEY").read(Desk.secrets)
    #expect("\(secret) \(String(reflecting: secret))" == "(secret) (secret)")
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("signing"))
  }
}
