import Foundation
import TestSupport
import Testing

/// The formats for people and scrapers, as the command writes them.
@Suite("Documents")
struct DocumentTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    _ = try scratch.copySamples()
  }

  @Test("are written all at once, the same bytes whatever the threads")
  func formats() throws {
    let outputs = ["html", "markdown", "openmetrics"]
    for threads in ["1", "4"] {
      let outcome = try scratch.nightjar(
        ["analyze", "logs", "--threads", threads]
          + outputs.flatMap { ["-o", "\($0)=\(threads).\($0)"] }
      )
      #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.errors)")
    }
    for format in ["markdown", "openmetrics"] {
      #expect(try scratch.read("1.\(format)") == scratch.read("4.\(format)"))
    }
    let speed = /read in [^<]*/
    func page(_ threads: String) throws -> String {
      String(decoding: try scratch.read("\(threads).html"), as: UTF8.self)
        .replacing(speed, with: "")
    }
    #expect(try page("1") == page("4"))
    #expect(try page("1").contains("The night in charts"))
  }

  @Test("show command lines that do what they promise when they are pasted")
  func commands() throws {
    let page = try scratch.nightjar(["analyze", "logs", "--format", "html", "--env", "production"])
    let commands = page.text.matches(of: /<code class="command">nightjar ([^<]*)<\/code>/)
      .map { $0.1.replacing("&#39;", with: "'") }
    let explain = try #require(commands.first { $0.hasPrefix("explain") })
    let finding = try #require(explain.split(separator: " ").dropFirst().first)
    let explanation = try scratch.shell("$NIGHTJAR \(explain)")
    #expect(explanation.status == 0, "\(explanation.errors)")
    #expect(explanation.text.hasPrefix(finding))
    let analyze = try #require(commands.first { $0.contains("--operation") })
    let analysis = try scratch.shell("$NIGHTJAR \(analyze) --format json")
    #expect(analysis.status == 0, "\(analysis.errors)")
    #expect(try analysis.json().operations?.elements.count == 1)
    #expect(commands.contains("analyze logs --env production --format json"))
  }

  @Test("quote names in command lines, so that nothing of a name is a command")
  func quoting() throws {
    let name = "it's; touch broken; $(touch broken) `touch broken`"
    let line = """
      {"v":1,"type":"request","time":"2026-03-14T02:41:10Z","service":"tickets",\
      "operation":{"name":"\(name)","kind":"query"},"duration_ms":3}
      """
    try scratch.write("odd.jsonl", line + "\n")
    let page = try scratch.nightjar(["analyze", "odd.jsonl", "--format", "html"])
    let command = try #require(
      page.text.firstMatch(of: /<code class="command">nightjar (analyze odd[^<]*--operation[^<]*)</)
    ).1.replacing("&#39;", with: "'")
    let outcome = try scratch.shell("$NIGHTJAR \(command) --format json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try outcome.json().totals?.requests?.number == 1)
    #expect(!scratch.has("broken"))
  }

  @Test("tell times in the zone of --time-zone, and JSON does not")
  func zone() throws {
    let zone = ["--time-zone", "Asia/Kolkata"]
    let text = try scratch.nightjar(["analyze", "logs"] + zone)
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.text.hasPrefix("Nightjar  2026-11-21 05:30:05"))
    #expect(text.text.contains("Asia/Kolkata"))
    let markdown = try scratch.nightjar(["analyze", "logs", "--format", "markdown"] + zone)
    #expect(markdown.text.hasPrefix("## Nightjar: 2026-11-21 05:30:05"))
    let json = try scratch.nightjar(["analyze", "logs", "--format", "json"] + zone)
    let usual = try scratch.nightjar(["analyze", "logs", "--format", "json"])
    #expect(json.output == usual.output)
    let wrong = try scratch.nightjar(["analyze", "logs", "--time-zone", "Mars/Base"])
    #expect(wrong.status == 2 && wrong.errors.contains("Europe/Berlin"))
  }
}
