internal import Analysis
internal import ArgumentParser
internal import LogReading
internal import MetricLog
internal import Reporting

/// `nightjar validate`: every rejected line with its reason.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "List every line that is not accepted, with its place and the reason.",
    usage: "nightjar validate <log> ... [<options>]",
    discussion: """
      One line a rejected line, as compilers print them: FILE:LINE:COLUMN: reason. With \
      --format json one JSON object a line. Ends with what became of all lines. The exit code is \
      3 when a line was rejected or a file could not be read, else 0.

      EXAMPLES
        nightjar validate /var/log/shop
        nightjar validate new.jsonl --format json | jq -r .reason | sort | uniq -c
        nightjar validate - < /var/log/shop/today.jsonl
      """
  )

  /// How the list is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Argument(
    help: ArgumentHelp("Log files, directories, or - for standard input.", valueName: "log")
  )
  var logs: [String]
  @OptionGroup(title: "Reading") var inflating: InflateOptions
  @Option(help: ArgumentHelp("How the list is written.", valueName: "form"))
  var format = Format.text
  @Flag(help: "No colour, even on a terminal.")
  var noColor = false

  func run() async throws {
    try await Failure.reported {
      let inputs = InputFinder.find(logs)
      guard inputs.digests.isEmpty else {
        throw Failure.usage("\(inputs.digests[0]) is a digest: it holds no lines to validate")
      }
      if inputs.logs.isEmpty, inputs.unlistable.isEmpty { throw Failure.noLogs(in: logs) }
      let display = Display(noColor: noColor, width: nil)
      let renderer = RejectionListRenderer(
        format == .text ? .text : .jsonLines,
        options: display.textOptions(run: nil)
      )
      var digest = Digest()
      // One file after the other on one thread: so the list comes in order and is never kept.
      for path in inputs.logs {
        let printer = RejectionPrinter(renderer: renderer)
        let result = await LogReader(paths: [path], options: try inflating.options())
          .read(onRejection: { printer.take($0) }) { NoSink() }
        digest.add(accounts: result.accounts, rejectedLines: [])
      }
      digest.add(
        unreadable: inputs.unlistable.map { Unreadable(path: $0.path, detail: $0.detail) }
      )
      digest.settle()
      let input = digest.inputReport
      StandardOutput.write(renderer.renderSummary(input))
      if input.total.rejectedLines > 0 || input.files.contains(where: \.losesInput) {
        throw ExitCode(3)
      }
    }
  }
}

/// Prints rejected lines as they come.
private struct RejectionPrinter: Sendable {
  let renderer: RejectionListRenderer

  func take(_ line: RejectedLine) { StandardOutput.write(renderer.render(line)) }
}

/// Takes batches and does nothing with them: validating needs the verdicts only.
private struct NoSink: BatchSink {
  mutating func take(_ batch: inout RecordBatch) {}
  mutating func finish() {}
}
