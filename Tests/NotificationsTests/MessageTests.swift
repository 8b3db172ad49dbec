import Analysis
import Foundation
import Notifications
import TestSupport
import Testing

@Suite("Messages")
struct MessageTests {
  /// Names that try to be something else where they are shown.
  private static let hostile =
    "<script>alert(1)</script> <!channel> *b* \u{1b}[2J \u{202e}rtl\r\nBcc: x@y.z"

  private func sent(_ kind: Channel.Kind, _ night: Night) async throws -> WebRequest {
    let desk = try Desk(kind)
    _ = try desk.announce(night)
    let service = ScriptedTransport()
    _ = try await desk.deliver(service, StandingClock(night.morning))
    return try #require(service.requests.first)
  }

  private func object(_ bytes: some Sequence<UInt8>) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    return try #require(object as? [String: Any])
  }

  @Test("A Sentry event has one fingerprint a finding, and an envelope that says its length")
  func sentry() async throws {
    let night = Night(1).with("n_plus_one-0123456789ab", .critical)
    let request = try await sent(Desk.sentry(), night)
    #expect(request.url.absoluteString == "https://sentry.invalid/prefix/api/42/envelope/")
    #expect(request.headers["X-Sentry-Auth"]?.contains("sentry_key=abc123secretkey") == true)
    let lines = request.body.split(separator: 0x0a)
    #expect(lines.count == 3)
    #expect(try object(lines[1])["length"] as? Int == lines[2].count)
    let event = try object(lines[2])
    #expect(event["fingerprint"] as? [String] == ["nightjar", "n_plus_one-0123456789ab"])
    #expect(event["level"] as? String == "fatal")
    #expect(event["transaction"] as? String == "BookList")
    #expect(try object(lines[0])["event_id"] as? String == event["event_id"] as? String)
    #expect((event["event_id"] as? String)?.count == 32)
    let tags = try #require(event["tags"] as? [String: String])
    #expect(tags["nightjar.change"] == "new" && tags["service"] == "shop")
    let extra = try #require(event["extra"] as? [String: String])
    #expect(extra["saves"] == "500 ms a day")
  }

  @Test("A webhook is signed with its time, by HMAC-SHA-256")
  func webhook() async throws {
    let night = Night(1).with("a")
    let request = try await sent(Desk.webhook, night)
    let body = try object(request.body)
    #expect(body["schema"] as? String == "nightjar.notices/1")
    let notices = try #require(body["notices"] as? [[String: Any]])
    #expect(notices[0]["saving_ms_per_day"] as? Double == 500)
    #expect(notices[0]["link"] as? String == "nightjar explain a")
    let time = try #require(request.headers["X-Nightjar-Timestamp"])
    #expect(time == String(night.morning / 1_000_000))
    let folder = try TemporaryFolder()
    let file = try folder.write(Array("\(time).".utf8) + request.body, "signed")
    // The same signature by Python's own implementation.
    let check = try PythonScript("Tests/Conformance/sign.py").run(["signingsecret", file])
    #expect(check.text == "sha256=" + check.text.suffix(65))
    #expect(request.headers["X-Nightjar-Signature"].map { $0 + "\n" } == check.text)
  }

  @Test("Hostile names are inert in a chat")
  func slack() async throws {
    let night = Night(1).with("a", title: "In \(name: Self.hostile)")
    let request = try await sent(.slack(url: .environment("HOOK")), night)
    let text = String(decoding: request.body, as: UTF8.self)
    for raw in ["<script>", "<!channel>", "\u{1b}", "\u{202e}", "\\u001b", "*b*"] {
      #expect(!text.contains(raw), "\(raw)")
    }
    #expect(text.contains("&lt;!channel&gt;"))
  }

  @Test("Hostile names add no header to a mail and no control to its text")
  func mail() async throws {
    let folder = try TemporaryFolder()
    let out = folder.path("mail")
    let program = try folder.write(
      Array("#!/bin/sh\necho \"$@\" >'\(out).args'\ncat >'\(out)'\n".utf8),
      "sendmail"
    )
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    var settings = MailSettings(to: ["a@b.invalid", "c@d.invalid"], from: "night@jar.invalid")
    settings.way = .program(program)
    let desk = try Desk(.mail(settings))
    let night = Night(1).with("a", title: "In \(name: Self.hostile)")
    _ = try desk.announce(night)
    let summary = try await desk.deliver(ScriptedTransport(), StandingClock(night.morning))
    #expect(summary.problems.isEmpty && summary.sent.count == 1)
    let mail = try String(contentsOfFile: out, encoding: .utf8)
    let parts = mail.components(separatedBy: "\n\n")
    let headers = parts[0].components(separatedBy: "\n").filter { !$0.hasPrefix(" ") }
    let names = headers.compactMap { $0.components(separatedBy: ": ").first }
    #expect(
      names == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
      ]
    )
    #expect(mail.contains("Date: Tue, 03 Nov 2026 06:00:00 +0000\n"))
    let encoded = parts[1].replacing("\n", with: "")
    let text = String(decoding: try #require(Data(base64Encoded: encoded)), as: UTF8.self)
    #expect(text.hasPrefix("1. high, new: In <script>"))
    #expect(text.contains("\\x1b[2J") && text.contains("\\u{202e}") && !text.contains("\u{1b}"))
    #expect(try String(contentsOfFile: out + ".args", encoding: .utf8) == "-t -i\n")
  }

  @Test(
    "A mail program that fails or is missing keeps the mail",
    arguments: ["/bin/false", "/none"]
  )
  func noMail(program: String) async throws {
    var settings = MailSettings(to: ["a@b.invalid"], from: "night@jar.invalid")
    settings.way = .program(program)
    let desk = try Desk(.mail(settings))
    _ = try desk.announce(Night(1).with("a"))
    let summary = try await desk.deliver(ScriptedTransport(), StandingClock(Night(1).morning))
    #expect(summary.waiting == 1)
    #expect(summary.problems.first?.contains(program) == true)
  }

  @Test("Issues of findings that are gone are looked up and resolved")
  func resolve() async throws {
    let desk = try Desk(Desk.sentry(resolving: true))
    let clock = StandingClock(Night(1).morning)
    _ = try desk.announce(Night(1).with("a-1"))
    _ = try await desk.deliver(ScriptedTransport(), clock)
    _ = try desk.announce(Night(2))
    _ = try desk.announce(Night(3))
    let list = WebAnswer.status(
      200,
      retryAfterSeconds: nil,
      body: Array(#"[{"id":"7"},{"id":"8"}]"#.utf8)
    )
    let service = ScriptedTransport([list, .status(200)])
    let summary = try await desk.deliver(service, clock)
    #expect(summary.sent == ["sentry: resolve a-1"])
    #expect(service.requests.map(\.method) == ["GET", "PUT"])
    let urls = service.requests.map(\.url.absoluteString)
    #expect(urls[0].hasPrefix("https://sentry.invalid/prefix/api/0/projects/o/p/issues/?query="))
    #expect(urls[1].hasSuffix("?id=7&id=8"))
    #expect(service.requests[1].headers["Authorization"] == "Bearer sntrytoken")
  }

  @Test("Check-ins of a run share an id and end with what became of it")
  func checkIns() async throws {
    let desk = try Desk(Desk.sentry())
    let service = ScriptedTransport()
    let checkIns = try #require(
      try CheckIns(
        desk.settings,
        environment: Desk.secrets,
        now: 1_000_000,
        process: 1,
        transport: service
      )
    )
    #expect(await checkIns.begin() == nil)
    #expect(await checkIns.end(isFailure: true, now: 3_500_000) == nil)
    let items = try service.requests.map { try object($0.body.split(separator: 0x0a)[2]) }
    #expect(items.map { $0["status"] as? String } == ["in_progress", "error"])
    #expect(items[0]["check_in_id"] as? String == items[1]["check_in_id"] as? String)
    #expect(items[1]["duration"] as? Double == 2.5)
    #expect(items[1]["monitor_slug"] as? String == "nightly")
    let down = try CheckIns(
      desk.settings,
      environment: Desk.secrets,
      now: 0,
      process: 1,
      transport: ScriptedTransport([.unanswered(reason: "nothing there")])
    )
    #expect(await down?.begin() == "sentry: the check-in was not taken: nothing there")
  }

  @Test(
    "A DSN that is none is refused without being repeated",
    arguments: [
      "https://sentry.invalid/42", "ftp://key@host/42", "https://key@host/", "key@host/1",
    ]
  )
  func dsn(text: String) async throws {
    let desk = try Desk(Desk.sentry())
    _ = try desk.announce(Night(1).with("a"))
    let summary = try await Delivery(
      desk.outbox,
      desk.settings,
      environment: ["DSN": text],
      transport: ScriptedTransport(),
      clock: StandingClock(Night(1).morning).clock
    ).run()
    #expect(summary.problems == ["sentry: the DSN of sentry: expected https://KEY@HOST/PROJECT"])
  }

  @Test("An address of a mail cannot carry a header or an option")
  func addresses() {
    #expect(MailSettings.isAddress("ops@example.org"))
    for text in ["", "ops", "a@b@c", "a b@c", "a@b\nBcc: x@y", "-oQ/tmp@x", "a,b@c", "<a@b>"] {
      #expect(!MailSettings.isAddress(text), "\(text)")
    }
  }

  @Test("A secret of a file is its first line")
  func secretFiles() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("topsecret\r\nmore\n".utf8), "secret")
    #expect(
      try SecretSource.file(path).read([:])
        == SecretSource.environment("A").read(["A": "topsecret"])
    )
    for bytes in [
      [], [0x0a], [0xff, 0xfe], Array("two words".utf8), [UInt8](repeating: 65, count: 20_000),
    ] {
      let path = try folder.write(bytes, "wrong")
      #expect(throws: NotificationError.self) { try SecretSource.file(path).read([:]) }
    }
  }
}
