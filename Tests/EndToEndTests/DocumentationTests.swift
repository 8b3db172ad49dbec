import Foundation
import TestSupport
import Testing

/// The documentation names what exists, and what it shows is what happens.
@Suite("The documentation")
struct DocumentationTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("shows commands that work", arguments: CodeBlock.pages)
  func commandsRun(page: String) throws {
    try scratch.copySampleFolder()
    try FileManager.default.createDirectory(
      at: scratch.url("bin"),
      withIntermediateDirectories: true
    )
    try FileManager.default.createSymbolicLink(
      at: scratch.url("bin/nightjar"),
      withDestinationURL: Nightjar.executable
    )
    for block in try CodeBlock.all(in: page) where block.language == "console" {
      #expect(!block.steps.isEmpty, "\(page): a console block without a command")
      for step in block.steps where !step.command.contains("make ") { try expectToRun(step, page) }
    }
  }

  private func expectToRun(_ step: CodeBlock.Step, _ page: String) throws {
    let outcome = try scratch.shell("PATH=$PWD/bin:$PATH; HOME=$PWD; \(step.command)")
    #expect(outcome.status == 0, "\(page): \(step.command): \(outcome.errors)")
    guard !step.output.isEmpty else { return }
    let lines = outcome.text.components(separatedBy: "\n")
    let shown = step.output.prefix { $0 != "…" }
    #expect(Array(lines.prefix(shown.count)) == Array(shown), "\(page): \(step.command)")
  }

  @Test("names no command, option, target or variable that does not exist")
  func names() throws {
    let makefile = try String(
      contentsOf: PythonScript.project.appending(path: "Makefile"),
      encoding: .utf8
    )
    let bench = try String(
      contentsOf: PythonScript.project.appending(path: "Tests/Bench/run"),
      encoding: .utf8
    )
    var calls = 0
    for page in CodeBlock.pages {
      let text = try String(
        contentsOf: PythonScript.project.appending(path: page),
        encoding: .utf8
      )
      let blocks = try CodeBlock.all(in: page)
      for line in blocks.flatMap(\.lines) {
        for command in DocumentedCommand.all(in: line) {
          calls += 1
          #expect((HelpTests.commands + ["", "help"]).contains(command.name), "\(page): \(line)")
          try command.expectToExist(scratch)
        }
      }
      for target in text.matches(of: /(?:\$ |`|\b[A-Z]+=\S+ )make ([a-z-]+)/).map(\.output.1) {
        #expect(makefile.contains("\n\(target):"), "\(page): make \(target)")
      }
      for variable in text.matches(of: /BENCH_[A-Z]+/).map(\.output) {
        #expect(bench.contains(variable), "\(page): \(variable)")
      }
    }
    #expect(calls > 20)
  }

  @Test("links to files that are there")
  func links() throws {
    for page in CodeBlock.pages {
      let url = PythonScript.project.appending(path: page)
      let text = try String(contentsOf: url, encoding: .utf8)
      for link in text.matches(of: /\]\(([^)#:]+)\)/).map(\.output.1) {
        let target = url.deletingLastPathComponent().appending(path: String(link))
        #expect(FileManager.default.fileExists(atPath: target.path), "\(page): \(link)")
      }
    }
  }

  @Test("describes every target of the Makefile in its help")
  func targets() throws {
    let makefile = try String(
      contentsOf: PythonScript.project.appending(path: "Makefile"),
      encoding: .utf8
    )
    for name in ["setup", "build", "report", "test", "lint", "conformance", "bench", "install"] {
      #expect(makefile.contains("\n# make \(name) ") && makefile.contains("\n\(name):"), "\(name)")
    }
  }

  /// `UPDATE_GOLDEN=1` writes the report into the README, and fails all the same.
  @Test("shows the report that make report prints, as it is today")
  func report() throws {
    let readme = PythonScript.project.appending(path: "README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let (begin, end) = ("<!-- report:begin -->\n", "<!-- report:end -->")
    let shown = try #require(
      text.components(separatedBy: begin).last?.components(separatedBy: end).first
    )
    let outcome = try Nightjar.run(["analyze", "samples/logs"], in: PythonScript.project)
    // How fast it was is not the same twice.
    let report = outcome.text.replacing(/, read\s+in\s[^)]*\)/, with: "")
    let first = report.components(separatedBy: "\n").prefix(45).joined(separator: "\n")
    let block = "\n```console\n$ make report\n\(first)\n…\n```\n\n"
    guard shown != block else { return }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.replacing(begin + shown + end, with: begin + block + end)
        .write(to: readme, atomically: true, encoding: .utf8)
    }
    #expect(shown == block, "write it anew with UPDATE_GOLDEN=1 and look at the difference")
  }
}
