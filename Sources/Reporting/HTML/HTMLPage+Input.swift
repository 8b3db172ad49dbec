import Analysis
import MetricLog

/// What was read, what became of every line, and the doubts about the figures.
extension HTMLPage {
  private static let rejectedLimit = 20

  var input: HTML {
    """
    <h2 id="input">What was read</h2>
    <dl class="pairs">
    \(inputPairs)</dl>
    \(problems)\(rejectedLines)\(caveats)
    """
  }

  private var inputPairs: HTML {
    let words = InputText(quantity: quantity, run: options.run)
    var pairs = HTML()
    func add(_ label: HTML, _ text: String) {
      if !text.isEmpty { pairs += "<dt>\(label)</dt><dd>\(text: text)</dd>\n" }
    }
    let total = report.input.total
    add("files", words.files(report.input))
    add("lines", words.lines(total))
    add("records", words.records(total))
    add("rejected", words.rejected(total))
    add("counted", words.counted(report))
    add("writers", words.losses(report.input))
    if let history = report.history {
      let words = HistoryText(dash: "–", quantity: quantity)
      add("history", words.summary(history))
      let runs = RunText(unicode: true)
      add("out of line", history.outOfLine.map { runs.sentence($0) }.joined(separator: "; "))
      if let upkeep = history.upkeep {
        add("history kept small", words.upkeep(upkeep).joined(separator: "; "))
      }
    }
    let unknown = report.input.unknownNames
    if !unknown.isEmpty {
      let names = unknown.prefix(8).map {
        HTML("\(name: $0.name, limit: 60) (\(text: Quantity.count($0.count)))")
      }
      let rest = unknown.count - names.count
      let more: HTML = rest > 0 ? ", and \(count: rest) more" : ""
      pairs += "<dt>unknown names</dt><dd>\(.joined(names, separator: ", "))\(more)</dd>\n"
    }
    return pairs
  }

  private var problems: HTML {
    let files = report.input.files.filter { !$0.problems.isEmpty }
    guard !files.isEmpty else { return "" }
    var table = HTMLTable(
      "Files with problems",
      [.text("File"), .text("Problem"), .number("At byte"), .text("What to do")],
      byteLimit: Room.records
    )
    for file in files {
      for problem in file.problems {
        table.append([
          .init("\(name: file.path, limit: 120)"), .init(description(problem)),
          .init(text: Quantity.count(problem.storedOffset)), .init(text: problem.kind.remedy),
        ])
      }
    }
    return table.html
  }

  private func description(_ problem: ReadProblem) -> HTML {
    guard !problem.detail.isEmpty else { return "\(text: problem.kind.description)" }
    return "\(text: problem.kind.description): \(name: problem.detail, limit: 160)"
  }

  private var rejectedLines: HTML {
    let lines = report.input.rejectedLines
    guard !lines.isEmpty else { return "" }
    var table = HTMLTable(
      "The first rejected lines of each reason",
      [.text("Reason"), .text("File"), .number("Line"), .text("Begins with")],
      byteLimit: Room.records
    )
    for line in lines.prefix(Self.rejectedLimit) {
      let excerpt = SafeText.decoded(line.excerpt)
      table.append([
        .init(text: line.reason.name), .init("\(name: line.path, limit: 120)"),
        .init(text: Quantity.count(line.line)), .init("<code>\(name: excerpt, limit: 120)</code>"),
      ])
    }
    let rest = lines.count - Self.rejectedLimit
    return table.html + (rest > 0 ? HTMLTable.more(rest) : "")
      + Self.command(commands.validate)
  }

  private var caveats: HTML {
    guard !report.caveats.isEmpty else { return "" }
    let items = report.caveats.map { HTML("<li>\(text: $0.text)</li>\n") }
    return "<h3>Caveats</h3>\n<ul>\n\(.joined(items))</ul>\n"
  }

  var footer: HTML {
    """
    <footer><p>Every number of this page is in the JSON report, which has them all:</p>
    \(Self.command(commands.complete))</footer>

    """
  }
}
