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
