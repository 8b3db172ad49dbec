import ArgumentParser
import QueryShapes

/// Says what QueryShapes makes of documents; `make conformance` holds it against graphql-core.
struct ParseDocumentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse-documents",
    abstract: "Parses GraphQL documents from standard input.",
    discussion: """
      The input is documents one after the other, each a line with its size in bytes and then the \
      document. For each document the output is `ok N` and N texts, or `error LINE:COLUMN MESSAGE`. \
      The texts are the canonical form and the signature of each operation; a text is a line with \
      its size in bytes, then the text and a line feed.
      """
  )

  @Option(help: "The most tokens a document may have.")
  var maxTokens = ParseLimits.standard.maxTokens

  @Option(help: "How deeply a document may nest.")
  var maxDepth = ParseLimits.standard.maxDepth

  func run() throws {
    let input = try TextFile(path: "/dev/stdin").readBytes()
    let limits = ParseLimits(maxTokens: maxTokens, maxDepth: maxDepth)
    var rest = input[...]
    var output = ""
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      guard let size = Int(String(decoding: rest[..<end], as: UTF8.self)), size >= 0,
        size <= rest.endIndex - end - 1
      else { throw ValidationError("a document's size is wrong") }
      let document = rest[(end + 1)..<(end + 1 + size)]
      rest = rest[document.endIndex...]
      output += answer(Array(document), limits)
    }
    print(output, terminator: "")
  }

  private func answer(_ bytes: [UInt8], _ limits: ParseLimits) -> String {
    do throws(SyntaxError) {
      let document = try Document(parsing: bytes.span, limits: limits)
      let signatures = document.operations.map { OperationSignature(document, operation: $0).text }
      let texts = [document.printed()] + signatures
      return "ok \(texts.count)\n" + texts.map { "\($0.utf8.count)\n\($0)\n" }.joined()
    } catch {
      return "error \(error.line):\(error.column) \(error.message)\n"
    }
  }
}
