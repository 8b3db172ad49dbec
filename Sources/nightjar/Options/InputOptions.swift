internal import Analysis
internal import ArgumentParser
internal import Foundation
internal import LogReading
internal import MetricLog
internal import Settings

/// The logs and digests a command works on.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Log files, directories, digests, or - for standard input.",
      valueName: "log"
    )
  )
  var logs: [String] = []

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Option(
    help: ArgumentHelp(
      "Exit with 3 when more than so many per cent of the lines were rejected; by default 1.",
      valueName: "percent"
    )
  )
  var maxRejected: Double?

  func validate() throws {
    if let maxRejected, !(0...100).contains(maxRejected) {
      throw ValidationError("--max-rejected \(maxRejected) is out of range: write 0 to 100.")
    }
    if logs.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("- stands for standard input and can be given once.")
    }
  }

  func apply(to settings: inout Settings) {
    reading.apply(to: &settings)
    settings.set(.maxRejectedPercent, option: "--max-rejected", maxRejected.map { .number($0) })
  }

  /// The same options, with what settings say where the command line says nothing.
  ///
  /// - Parameters:
  ///   - paths: The logs.
  ///   - settings: What is in force.
  /// - Returns: Options in which nothing is open any more.
  func adopting(_ paths: [String], _ settings: Settings) -> InputOptions {
    var options = self
    options.logs = paths
    options.reading.threads = settings.count(.threads)
    options.maxRejected = settings.number(.maxRejectedPercent)
    return options
  }

  /// What reading gave.
  struct Intake {
    var digest: Digest
    /// What is new to the history; `nil` when none is kept.
    var additions: DayAdditions?

    /// What a night without any log gives.
    static func nothing(_ known: KnownRecords?) -> Intake {
      var digest = Digest()
      digest.settle()
      return Intake(digest: digest, additions: known.map { DayAdditions(known: $0) })
    }
  }

  /// Reads all logs and digests into one digest, which is settled.
  ///
  /// - Parameters:
  ///   - selection: The requests that are counted.
  ///   - known: The records that a history holds; `nil` when none is kept.
  /// - Returns: The digest, and what is new to the history.
  /// - Throws: ``Failure``.
  func read(selection: Selection, known: KnownRecords? = nil) async throws -> Intake {
    guard !logs.isEmpty else { return Intake.nothing(known) }
    let inputs = try find(logs, selection)
    var intake = try await readLogs(inputs.logs, selection: selection, known: known)
    intake.digest
      .add(unreadable: inputs.unlistable.map { Unreadable(path: $0.path, detail: $0.detail) })
    let unreadable = try merge(inputs.digests, into: &intake)
    intake.digest.add(unreadable: unreadable)
    intake.digest.settle()
    return intake
  }

  /// Reads logs and digests day by day.
  ///
  /// - Parameters:
  ///   - paths: The inputs.
  ///   - selection: The requests that are counted.
  ///   - slice: What the caller takes of the days, so that digests may have more than that.
  /// - Returns: The settled digest of each day, in order, and what was read.
  /// - Throws: ``Failure``.
  func readDigests(
    _ paths: [String],
    selection: Selection,
    slice: RequestSlice = RequestSlice()
  ) async throws -> (days: [(day: Day, digest: Digest)], input: InputReport) {
    let inputs = try find(paths, selection, slice)
    var intake = try await readLogs(
      inputs.logs,
      selection: selection,
      known: KnownRecords(),
      selectsDays: true
    )
    let unlistable = inputs.unlistable.map { Unreadable(path: $0.path, detail: $0.detail) }
    let unreadable = try merge(inputs.digests, into: &intake)
    intake.digest.add(unreadable: unlistable + unreadable)
    intake.digest.settle()
    let days = (intake.additions?.days ?? []).compactMap { day in
      intake.additions.map { (day: day, digest: $0.addition(to: day).digest) }
    }
    return (days, intake.digest.inputReport)
  }

  /// Reads logs and digests as a period to compare.
  ///
  /// - Parameters:
  ///   - paths: The inputs.
  ///   - selection: The requests of logs that are counted.
  ///   - slice: Those of digests, which are no longer single, and of a client.
  /// - Returns: The days and what is known of them, and what was read.
  /// - Throws: ``Failure``.
  func readDays(
    _ paths: [String],
    _ selection: Selection,
    _ slice: RequestSlice
  ) async throws -> (period: ComparisonPeriod, input: InputReport) {
    let (days, input) = try await readDigests(paths, selection: selection, slice: slice)
    var period = ComparisonPeriod(days, slice)
    period.choice = slice.words
    return (period, input)
  }

  private static let usualMaxRejected = 1.0

  /// Finds inputs, of which there must be some that the selection can be applied to.
  private func find(
    _ paths: [String],
    _ selection: Selection,
    _ slice: RequestSlice = RequestSlice()
  ) throws -> InputFinder.Inputs {
    if paths.isEmpty { throw Failure.usage("no logs to read: name files or directories") }
    let inputs = InputFinder.find(paths)
    var selection = selection
    if let env = slice.env, selection.envs == [env] { selection.envs = [] }
    if let release = slice.release, selection.releases == [release] { selection.releases = [] }
    if !inputs.digests.isEmpty, selection != Selection() {
      throw Failure.usage(
        "\(inputs.digests[0]) is a digest: filters apply to logs only, where records are single"
      )
    }
    if inputs.logs.isEmpty, inputs.digests.isEmpty, inputs.unlistable.isEmpty {
      throw Failure.noLogs(in: paths)
    }
    return inputs
  }

  private func readLogs(
    _ paths: [String],
    selection: Selection,
    known: KnownRecords?,
    selectsDays: Bool = false
  ) async throws -> Intake {
    let options = try reading.options()
    let shared = SharedDigest(additions: known.map { DayAdditions(known: $0) })
    let progress = ReadProgress()
    let bar = ProgressBar(progress, paths: paths)
    let isShown = StandardError.isTerminal && !reading.quiet
    let showing = Task { if isShown { await bar.show() } }
    let reader = LogReader(paths: paths, options: options, progress: progress)
    let result =
      known == nil
      ? await reader.read { RecordingSink(shared: shared, selection: selection) }
      : await reader.read {
        DaySink(shared: shared, selection: selection, selectsDays: selectsDays)
      }
    showing.cancel()
    await showing.value
    var (digest, additions) = shared.take()
    digest.add(accounts: result.accounts, rejectedLines: result.rejectedLines)
    return Intake(digest: digest, additions: additions)
  }

  /// Merges digests; returns those that cannot be used, which stop nothing.
  private func merge(_ paths: [String], into intake: inout Intake) throws -> [Unreadable] {
    var unreadable: [Unreadable] = []
    var seen: [UInt32: String] = [:]
    for path in paths {
      let bytes: [UInt8]
      let other: Digest
      do {
        bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        other = try Digest(encoded: bytes)
      } catch let error as DigestError {
        unreadable.append(Unreadable(path: path, detail: error.message))
        continue
      } catch {
        unreadable.append(Unreadable(path: path, detail: "cannot be read"))
        continue
      }
      let checksum = Digest.checksum(bytes)
      if let same = seen[checksum], FileManager.default.contents(atPath: same) == Data(bytes) {
        if !reading.quiet {
          StandardError.write("nightjar: \(path) is \(same) again: counted once\n")
        }
        continue
      }
      seen[checksum] = path
      let common = intake.digest.merge(other)
      guard common == 0 else { throw Failure.overlap(path: path, records: common) }
      do throws(DigestRefusal) {
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        try intake.additions?.add(other, named: Day(name))
      } catch {
        throw Failure.refused(path: path, error)
      }
    }
    return unreadable
  }

  /// Says what is missing or rejected beyond the limit, and ends the command with 3 then.
  func exit(for input: InputReport) throws {
    let lost = input.files.filter(\.losesInput)
    if !lost.isEmpty {
      let names = lost.prefix(3).map(\.path).joined(separator: ", ")
      let more = lost.count > 3 ? " and \(lost.count - 3) more" : ""
      StandardError.write(
        "nightjar: \(lost.count) of \(input.files.count) inputs could not be read to the end: "
          + "\(names)\(more)\n"
      )
    }
    let total = input.total
    let maxRejected = maxRejected ?? Self.usualMaxRejected
    let hasTooMany = Double(total.rejectedLines) > Double(total.lines) * maxRejected / 100
    if hasTooMany {
      StandardError.write(
        "nightjar: \(total.rejectedLines) of \(total.lines) lines were rejected, more than "
          + "\(maxRejected) %; nightjar validate lists them\n"
      )
    }
    if hasTooMany || !lost.isEmpty { throw ExitCode(3) }
  }
}

/// An input that could not be read, in words.
struct Unreadable {
  var path: String
  var detail: String
}

extension Digest {
  /// Notes inputs that could not be read.
  mutating func add(unreadable: [Unreadable]) {
    let accounts = unreadable.map { input in
      var account = FileAccount(path: input.path)
      account.problems = [
        ReadProblem(kind: .unreadable, storedOffset: 0, detail: input.detail)
      ]
      return account
    }
    add(accounts: accounts, rejectedLines: [])
  }
}
