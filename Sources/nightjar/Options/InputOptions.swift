internal import Analysis
internal import ArgumentParser
internal import Foundation
internal import LogReading
internal import MetricLog

/// The logs and digests a command works on.
struct InputOptions: ParsableArguments {
  @Argument(help: "Log files, directories, digests, or - for standard input.")
  var logs: [String]

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Option(help: "Exit with 3 when more than so many per cent of the lines were rejected.")
  var maxRejected = 1.0

  func validate() throws {
    if !(0...100).contains(maxRejected) {
      throw ValidationError("--max-rejected \(maxRejected) is out of range: write 0 to 100.")
    }
    if logs.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("- stands for standard input and can be given once.")
    }
  }

  /// What reading gave.
  struct Intake {
    var digest: Digest
  }

  /// Reads all logs and digests into one digest, which is settled.
  func read(selection: Selection) async throws -> Intake {
    let inputs = InputFinder.find(logs)
    if !inputs.digests.isEmpty, selection != Selection() {
      throw Failure.usage(
        "\(inputs.digests[0]) is a digest: filters apply to logs only, where records are single"
      )
    }
    if inputs.logs.isEmpty, inputs.digests.isEmpty, inputs.unlistable.isEmpty {
      throw Failure.usage(
        "no logs in \(logs.joined(separator: ", ")): directories are searched for .jsonl, .json "
          + "and .log files"
      )
    }
    var digest = try await readLogs(inputs.logs, selection: selection)
    digest.add(unlistable: inputs.unlistable)
    try merge(inputs.digests, into: &digest)
    digest.settle()
    return Intake(digest: digest)
  }

  private func readLogs(_ paths: [String], selection: Selection) async throws -> Digest {
    let options = try reading.options()
    let shared = SharedDigest()
    let progress = ReadProgress()
    let bar = ProgressBar(progress, paths: paths)
    let isShown = StandardError.isTerminal && !reading.quiet
    let showing = Task { if isShown { await bar.show() } }
    let result = await LogReader(paths: paths, options: options, progress: progress)
      .read { RecordingSink(shared: shared, selection: selection) }
    showing.cancel()
    await showing.value
    var digest = shared.take()
    digest.add(accounts: result.accounts, rejectedLines: result.rejectedLines)
    return digest
  }

  private func merge(_ paths: [String], into digest: inout Digest) throws {
    var seen: [String: UInt32] = [:]
    for path in paths {
      let bytes: [UInt8]
      do {
        bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      } catch {
        throw Failure.digest(path: path, reason: "cannot be read")
      }
      let other: Digest
      do throws(DigestError) {
        other = try Digest(encoded: bytes)
      } catch {
        throw Failure.digest(path: path, reason: error.message)
      }
      let checksum = Digest.checksum(bytes)
      if let same = seen.first(where: { $0.value == checksum })?.key {
        if !reading.quiet {
          StandardError.write("nightjar: \(path) is \(same) again: counted once\n")
        }
        continue
      }
      seen[path] = checksum
      let common = digest.merge(other)
      guard common == 0 else {
        throw Failure.digest(
          path: path,
          reason: "\(common) of its records are in another input too, and digests cannot tell "
            + "which: make one digest of all the logs instead"
        )
      }
    }
  }

  /// Ends the command with 3 when input is missing or too much of it was rejected.
  func exit(for input: InputReport) throws {
    let limit = Double(input.total.lines) * maxRejected / 100
    if input.losesInput || Double(input.total.rejectedLines) > limit { throw ExitCode(3) }
  }
}

extension InputReport {
  /// Whether some input could not be read.
  var losesInput: Bool { files.contains { file in file.problems.contains { $0.kind.losesInput } } }
}

extension Digest {
  /// Notes directories that could not be listed as inputs that could not be read.
  mutating func add(unlistable: [InputFinder.Unlistable]) {
    let accounts = unlistable.map { directory in
      var account = FileAccount(path: directory.path)
      account.problems = [
        ReadProblem(kind: .unreadable, storedOffset: 0, detail: directory.detail)
      ]
      return account
    }
    add(accounts: accounts, rejectedLines: [])
  }
}
