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
  private struct Stream {
    var text: TextStream?
    var failure: ReadProblem?
  }

  private let stream: Mutex<Stream>
  private let tally: Mutex<InputTally>
  private let exhausted = Atomic<Bool>(false)

  init(path: String, options: ReadOptions) {
    tally = Mutex(InputTally(path: path, kept: options.rejectionsKept))
    do throws(StoredFile.Failure) {
      stream = Mutex(Stream(text: try TextStream(path: path, options: options)))
    } catch {
      stream = Mutex(
        Stream(
          failure: ReadProblem(kind: .unreadable, storedOffset: 0, detail: error.detail)
        )
      )
    }
  }

  var isExhausted: Bool { exhausted.load(ordering: .acquiring) }

  /// Fills `block` with the next lines; false when there are none left.
  func next(_ block: inout LineBlock, _ progress: ReadProgress) -> Bool {
    let hasBlock = stream.withLock { stream in
      guard let text = stream.text else { return false }
      let before = text.storedBytes
      let hasBlock = text.next(&block)
      progress.add(text.storedBytes - before)
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

  /// Closes the file and completes its account.
  func finish() -> InputTally {
    stream.withLock { stream in
      tally.withLock { tally in
        if let text = stream.text {
          tally.close(
            storedBytes: text.size ?? text.storedBytes,
            textBytes: text.textBytes,
            problems: text.problems
          )
        } else if let failure = stream.failure {
          tally.close(storedBytes: 0, textBytes: 0, problems: [failure])
        }
        stream.text = nil
        return tally
      }
    }
  }
}
