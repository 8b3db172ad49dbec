import Testing
import nightjar

/// What no command line brings about: the one test here that is inside the command.
@Suite("An error that nobody has foreseen")
struct ExitStatusTests {
  private struct Unforeseen: Error {}

  @Test("ends the command with 70 and says whose defect it is")
  func defect() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(70),
      observing: [\.standardErrorContent]
    ) {
      ExitStatus.end(Unforeseen())
    }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(errors.contains("nightjar: a defect of nightjar: Unforeseen()"))
  }
}
