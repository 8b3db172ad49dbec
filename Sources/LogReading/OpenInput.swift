internal import MetricLog
internal import Synchronization

/// One input while it is read: its stretches, of which most inputs have one, and its account.
final class OpenInput: Sendable {
  private struct State {
    /// Tells further stretches; `nil` once it has told all, or if there is but one.
    var index: MemberIndex?
    /// The stretches whose lines are not in the tally, in their order.
    var open: [Stretch] = []
    var tally: InputTally

    /// Adds the stretches that are complete, as far as those before them are.
    mutating func close() {
      while let first = open.first, let complete = first.complete() {
        tally.append(complete)
        open.removeFirst()
      }
    }
  }

  private let options: ReadOptions
  private let state: Mutex<State>

  init(path: String, options: ReadOptions) {
    self.options = options
    let tally = InputTally(path: path, kept: options.rejectionsKept)
    var index: MemberIndex?
    var open: [Stretch] = []
    // Pipes are opened once, and never to look into them.
    if StoredFile.isRegular(path), let file = try? StoredFile(path: path) {
      index = MemberIndex(file)
    }
    if index == nil {
      open = [
        Stretch(after: tally.account, options: options) {
          () throws(StoredFile.Failure) in try StoredFile(path: path)
        }
      ]
    }
    state = Mutex(State(index: index, open: open, tally: tally))
  }

  /// A stretch that has blocks left: a new one while there are any, else one to help with.
  func nextStretch() -> Stretch? {
    state.withLock { state in
      state.close()
      if let index = state.index, index.hasStretch {
        let stretch = Stretch(after: state.tally.account, options: options) {
          () throws(StoredFile.Failure) in try index.nextStretch()
        }
        state.open.append(stretch)
        return stretch
      }
      state.index = nil
      return state.open.first { !$0.isExhausted }
    }
  }

  /// Whether no work is left for another worker.
  var isExhausted: Bool {
    state.withLock { state in
      state.index?.hasStretch != true && state.open.allSatisfy { $0.isExhausted }
    }
  }

  /// Completes the account, once every worker is done.
  func finish() -> InputTally {
    state.withLock { state in
      state.close()
      return state.tally
    }
  }
}
