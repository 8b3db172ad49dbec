import Foundation
import TestSupport

/// A fenced block of a page of the documentation.
struct CodeBlock {
  /// A command and what a page says that it prints.
  struct Step {
    var command: String
    var output: [String]
  }

  let page: String
  /// The language behind the fence.
  let language: String
  let lines: [String]

  /// The pages that people read.
  static let pages = ["README.md", "samples/README.md"] + (docs.map { "docs/" + $0 })

  private static let docs =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: PythonScript.project.appending(path: "docs").path
    )) ?? []).filter { $0.hasSuffix(".md") }.sorted()

  /// The blocks of a page, in order.
  static func all(in page: String) throws -> [CodeBlock] {
    let url = PythonScript.project.appending(path: page)
    var blocks: [CodeBlock] = []
    var open: (language: String, lines: [String])?
    for line in try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n") {
      if let (language, lines) = open {
        guard line.hasPrefix("```") else {
          open = (language, lines + [line])
          continue
        }
        blocks.append(CodeBlock(page: page, language: language, lines: lines))
        open = nil
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), [])
      }
    }
    return blocks
  }

  /// The commands of a console block; `…` alone in a line of output stands for any rest.
  var steps: [Step] {
    var steps: [Step] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), output: []))
      } else if !steps.isEmpty {
        steps[steps.count - 1].output.append(line)
      }
    }
    return steps
  }
}
