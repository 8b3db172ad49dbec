import Analysis
import Foundation
import Settings
import TestSupport
import Testing

@Suite("A file of suppressions")
struct SuppressionFileTests {
  private static func load(_ text: String) throws -> Result<[Suppression], SettingsBench.Mistakes> {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(text.utf8), "s.yaml")
    do throws(SettingsError) {
      return .success(try SuppressionFile.load(path: path))
    } catch {
      return .failure(.init(messages: error.messages.map { $0.replacing(path + ":", with: "") }))
    }
  }

  @Test("gives identifiers, reasons and ends")
  func entries() throws {
    let suppressions = try Self.load(
      """
      suppressions:
        - {id: n_plus_one-3f9a2c1b7d04, reason: "known: ticket 12", until: 2027-03-31}
        - id: slow_field-00000000000a
          reason: accepted
      """
    ).get()
    #expect(
      suppressions == [
        Suppression(
          id: "n_plus_one-3f9a2c1b7d04",
          reason: "known: ticket 12",
          until: Day("2027-03-31")
        ),
        Suppression(id: "slow_field-00000000000a", reason: "accepted", until: nil),
      ]
    )
    #expect(try Self.load("").get().isEmpty)
    #expect(try Self.load("suppressions: []").get().isEmpty)
  }

  @Test(
    "says what is wrong with it, and where",
    arguments: [
      ("{reason: a}", "2:5: suppressions: an entry has no id; write the identifier of the finding"),
      (
        "{id: slow_field-00000000000a}",
        "2:5: suppressions: slow_field-00000000000a has no reason; write why it is hidden, for whoever "
          + "reads this next year"
      ),
      (
        "{id: slow_field, reason: a}",
        "2:5: suppressions: \"slow_field\" is no identifier of a finding; write it as reports show it, "
          + "such as n_plus_one-3f9a2c1b7d04"
      ),
      (
        "{id: slow_feild-00000000000a, reason: a}",
        "2:5: suppressions: there is no rule \"slow_feild\"; did you mean slow_field?"
      ),
      (
        "{id: slow_field-00000000000a, reason: a, until: 2027-02-30}",
        "2:53: until: \"2027-02-30\" cannot be taken; write a day such as 2026-11-22"
      ),
      (
        "{id: slow_field-00000000000a, raeson: a}",
        "2:35: raeson: the key is unknown; did you mean reason?"
      ),
      (
        "{id: slow_field-00000000000a, reason: a}\n  - {id: slow_field-00000000000a, reason: b}",
        "3:5: suppressions: slow_field-00000000000a stands twice; keep one of them"
      ),
    ]
  )
  func mistakes(entry: String, message: String) throws {
    guard case .failure(let mistakes) = try Self.load("suppressions:\n  - \(entry)\n") else {
      Issue.record("was taken")
      return
    }
    #expect(mistakes.messages == [message])
  }
}
