import ArgumentParser

/// Answers each line of standard input with a line of standard output.
protocol LineByLine: ParsableCommand {
  /// The answer to one line.
  func answer(_ request: JSONLine) throws -> JSONLine
}

extension LineByLine {
  func run() throws {
    var number = 0
    while let line = readLine() {
      number += 1
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      do {
        print(try answer(try JSONLineParser.parse(line)))
      } catch let failure as JSONLine.Failure {
        throw ValidationError("line \(number): \(failure)")
      }
    }
  }
}
