internal import MetricLog
internal import Synchronization

/// The inputs of a run, shared by its workers.
final class InputQueue: Sendable {
  private struct State {
    var nextPath = 0
    var inputs: [OpenInput?]
  }

  private let paths: [String]
  private let options: ReadOptions
  private let state: Mutex<State>

  init(paths: [String], options: ReadOptions) {
    self.paths = paths
    self.options = options
    state = Mutex(State(inputs: [OpenInput?](repeating: nil, count: paths.count)))
  }

  /// An input that has blocks left, opened if need be; `nil` when no work is left.
  ///
  /// Inputs are opened under the lock: a worker that came in between would find nothing to help with
  /// and leave.
  func nextInput() -> OpenInput? {
    state.withLock { state in
      guard state.nextPath < paths.count else {
        return state.inputs.first { $0?.isExhausted == false } ?? nil
      }
      let input = OpenInput(path: paths[state.nextPath], options: options)
      state.inputs[state.nextPath] = input
      state.nextPath += 1
      return input
    }
  }

  /// The accounts and kept rejections, in the order of the paths.
  func result() -> ReadResult {
    var result = ReadResult()
    for input in state.withLock({ $0.inputs }).compactMap({ $0 }) {
      let tally = input.finish()
      result.accounts.append(tally.account)
      result.rejectedLines.append(contentsOf: tally.rejectedLines())
    }
    return result
  }
}

/// One input while it is read: its stream, which one worker at a time advances, and its account.
final class OpenInput: Sendable {
  /// An open file, or what is known of it once it has been read.
  ///
  /// It is closed as soon as it has no blocks left: a run may have more files than a process may
  /// have open.
  private enum Stream {
    case open(TextStream)
    case ended(storedBytes: Int64, textBytes: Int64, problems: [ReadProblem])
  }

  private let stream: Mutex<Stream>
  private let tally: Mutex<InputTally>
  private let exhausted = Atomic<Bool>(false)

  init(path: String, options: ReadOptions) {
    tally = Mutex(InputTally(path: path, kept: options.rejectionsKept))
    do throws(StoredFile.Failure) {
      stream = Mutex(.open(try TextStream(path: path, options: options)))
    } catch {
      let problem = ReadProblem(kind: .unreadable, storedOffset: 0, detail: error.detail)
      stream = Mutex(.ended(storedBytes: 0, textBytes: 0, problems: [problem]))
    }
  }

  var isExhausted: Bool { exhausted.load(ordering: .acquiring) }

  /// Fills `block` with the next lines; false when there are none left.
  func next(_ block: inout LineBlock, _ progress: ReadProgress) -> Bool {
    let hasBlock = stream.withLock { stream in
      guard case .open(let text) = stream else { return false }
      let before = text.storedBytes
      let hasBlock = text.next(&block)
      progress.add(text.storedBytes - before)
      if !hasBlock {
        stream = .ended(
          storedBytes: text.fileBytes,
          textBytes: text.textBytes,
          problems: text.problems
        )
      }
      return hasBlock
    }
    if !hasBlock { exhausted.store(true, ordering: .releasing) }
    return hasBlock
  }

  /// Adds what became of a block's lines; `onRejection` takes its rejections instead of the account.
  func add(
    _ block: BlockTally,
    block index: Int,
    _ onRejection: (@Sendable (RejectedLine) -> Void)?
  ) {
    tally.withLock { tally in
      guard let onRejection else { return tally.add(block, block: index) }
      var counted = block
      counted.rejections = []
      let firstLine = tally.account.lines + 1
      for rejection in block.rejections {
        onRejection(rejection.placed(in: tally.account.path, firstLine: firstLine))
      }
      tally.add(counted, block: index)
    }
  }

  /// Completes the account, once the input has no blocks left.
  func finish() -> InputTally {
    stream.withLock { stream in
      tally.withLock { tally in
        if case .ended(let storedBytes, let textBytes, let problems) = stream {
          tally.close(storedBytes: storedBytes, textBytes: textBytes, problems: problems)
        }
        return tally
      }
    }
  }
}
