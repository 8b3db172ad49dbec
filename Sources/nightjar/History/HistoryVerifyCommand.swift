internal import Analysis
internal import ArgumentParser
internal import History

/// `nightjar history verify`: whether everything in a history agrees.
struct HistoryVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a history: the database, every digest, and the records counted.",
    usage: "nightjar history verify --history <path> [<options>]",
    discussion: """
      One line for each defect, and the exit code 3 then. Nothing is changed.

      EXAMPLES
        nightjar history verify --history nightjar.sqlite
      """
  )

  @OptionGroup var file: HistoryFileOptions

  func run() async throws {
    try await Failure.reported {
      let store = try file.open()
      let defects = try store.verify()
      for defect in defects {
        let place = (defect.day?.text ?? defect.week?.text).map { "\($0): " } ?? ""
        StandardOutput.write(Array("\(place)\(defect.text)\n".utf8))
      }
      guard defects.isEmpty else { throw ExitCode(3) }
      let days = try store.days().count
      StandardOutput.write(Array("\(days) \(days == 1 ? "day" : "days"), no defect\n".utf8))
    }
  }
}
