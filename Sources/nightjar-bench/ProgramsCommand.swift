import ArgumentParser

/// Times programs that answer the same question, in turn, and compares them.
struct ProgramsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "programs",
    abstract: "Times programs in turn: A B C, A B C, …",
    discussion: """
      A case file lists groups of programs, `== NAME: TITLE`, then a line `NAME: COMMAND` for each. \
      Each command is run by the shell with its output thrown away. Prints one line for each case, \
      repetition and quantity, `name value unit`, then a table of medians for each group.
      """
  )

  @Argument(help: "The case file.")
  var cases: String

  @Option(help: "How often each case is measured.")
  var repetitions = 10

  @Option(help: "How often each case is run before that, unmeasured, so that files are cached.")
  var warmup = 1

  @Option(help: "Run only the groups whose name begins so.")
  var group = ""

  @Option(help: "Also write the tables as Markdown to this file.")
  var markdown: String?

  @Option(help: "The day of the run, for the Markdown.")
  var date = ""

  @Option(help: "A line for the Markdown, such as versions of programs; may be repeated.")
  var note: [String] = []

  func validate() throws {
    guard repetitions > 0, warmup >= 0 else {
      throw ValidationError("--repetitions must be at least 1, --warmup at least 0")
    }
  }

  func run() throws {
    let text = try TextFile(path: cases).read()
    let groups = try CaseFile(text).groups.filter {
      $0.name.hasPrefix(group) && !$0.cases.isEmpty
    }
    var tables: [ResultTable] = []
    for group in groups { tables.append(try measure(group)) }
    for table in tables { print("\n" + table.text, terminator: "") }
    guard let markdown else { return }
    try TextFile(path: markdown).write(try document(tables))
  }

  /// Runs a group's cases in turn, so that a slow minute of the machine meets all of them.
  private func measure(_ group: CaseGroup) throws -> ResultTable {
    var runs = [[Measurement]](repeating: [], count: group.cases.count)
    for repetition in -warmup..<repetitions {
      for (index, benchmarkCase) in group.cases.enumerated() {
        let run = try ChildProcess(command: benchmarkCase.command).run()
        guard repetition >= 0 else { continue }
        runs[index].append(run)
        report(run, "\(group.name)/\(benchmarkCase.name)")
      }
    }
    return ResultTable(group: group, runs: zip(group.cases, runs).map(RunSummary.init))
  }

  private func report(_ run: Measurement, _ name: String) {
    print("\(name)/wall", run.wallSeconds.text(decimals: 4), "sec")
    print("\(name)/cpu", run.cpuSeconds.text(decimals: 4), "sec")
    print("\(name)/peak", (Double(run.peakBytes) / 1e6).text(decimals: 1), "MB")
  }

  private func document(_ tables: [ResultTable]) throws -> String {
    let floor = try ChildProcess(command: "true").run().peakBytes
    var facts = ["- Machine: \(Machine.current().description)."]
    if !date.isEmpty { facts.append("- Day: \(date).") }
    facts.append("- Runs: \(repetitions) of each, in turn, after \(warmup) unmeasured.")
    let least = (Double(floor) / 1e6).text(decimals: 1)
    facts.append("- Peak memory: the largest process; less than \(least) MB cannot be seen.")
    facts += note.map { "- \($0)" }
    let parts = [facts.joined(separator: "\n") + "\n"] + tables.map(\.markdown)
    return parts.joined(separator: "\n")
  }
}
