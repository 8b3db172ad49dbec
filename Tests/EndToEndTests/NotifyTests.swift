import Foundation
import TestSupport
import Testing

/// Notifications, as people who set them up meet them.
@Suite("nightjar notify")
struct NotifyTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("Everything is taken exactly once by services that answer 200, 429, 500 or nothing")
  func services() async throws {
    let logs = PythonScript.project.appending(path: "samples/bookshop-logs").path
    let arguments = [Nightjar.executable.path, logs]
    // Mostly waiting, which is not to keep other tests from their threads.
    let outcome = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        let script = PythonScript("Tests/Conformance/check_notifications.py")
        continuation.resume(with: Result { try script.run(arguments) })
      }
    }
    #expect(outcome.isSuccess, "\(outcome.text)")
    #expect(outcome.text.hasSuffix("taken exactly once by every way\n"))
  }

  @Test("Without a channel nobody can be told, and the message says what to set")
  func nobody() throws {
    let outcome = try scratch.nightjar(["notify", "--waiting"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("set a channel below notifications"))
  }

  @Test(
    "Settings that lack one another are named with their line",
    arguments: [
      ("webhook: {url: env:URL}", "notifications.state"),
      ("state: s.sqlite\n  mail: {to: [a@b.org]}", "notifications.mail.from"),
      ("state: s.sqlite\n  mail: {to: [\"a b\"], from: c@d.org}", "notifications.mail.to"),
      ("state: s.sqlite\n  sentry: {dsn: env:DSN, project: p}", "notifications.sentry.token"),
    ]
  )
  func incomplete(channel: String, key: String) throws {
    try scratch.write("nightjar.yaml", Data("notifications:\n  \(channel)\n".utf8))
    let outcome = try scratch.nightjar(["notify", "--waiting", "--config", "nightjar.yaml"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(key), "\(outcome.errors)")
  }

  @Test("A secret that stands in the settings is refused and not repeated")
  func secret() throws {
    let secret = "https://hooks.example.org/T0/verysecret"
    let text = "notifications:\n  state: s.sqlite\n  slack:\n    url: \(secret)\n"
    try scratch.write("nightjar.yaml", Data(text.utf8))
    let outcome = try scratch.nightjar(["config", "check", "nightjar.yaml"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("nightjar.yaml:4:10"), "\(outcome.errors)")
    #expect(outcome.errors.contains("env:NAME or file:PATH"))
    #expect(!(outcome.errors + outcome.text).contains("verysecret"))
  }
}
