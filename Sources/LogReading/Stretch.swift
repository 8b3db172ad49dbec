internal import MetricLog
internal import Synchronization

/// A part of an input that is read from front to back: its stream, which one worker at a time
/// advances, and the account of its lines.
final class Stretch: Sendable {
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
  /// Blocks that were taken and have not come back.
  private let blocksInWork = Atomic<Int>(0)
  /// What stands before the stretch, as far as it is known: all of it when one worker reads.
  private let account: FileAccount

  /// Opens a stretch; one that cannot be opened has no blocks and a problem.
  init(
    after account: FileAccount,
    options: ReadOptions,
    _ open: () throws(StoredFile.Failure) -> StoredFile
  ) {
    self.account = account
    tally = Mutex(InputTally(path: account.path, kept: options.rejectionsKept))
    do throws(StoredFile.Failure) {
      stream = Mutex(.open(try TextStream(try open(), options: options)))
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
      if hasBlock {
        blocksInWork.add(1, ordering: .relaxed)
      } else {
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
      var counted = block
      if let onRejection {
        let firstLine = account.lines + tally.account.lines + 1
        for rejection in block.rejections {
          let placed = rejection.moved(by: account.textBytes)
          onRejection(placed.placed(in: account.path, firstLine: firstLine))
        }
        counted.rejections = []
      }
      tally.add(counted, block: index)
    }
    blocksInWork.subtract(1, ordering: .releasing)
  }

  /// The account of all lines, or `nil` while blocks are left or being worked on.
  func complete() -> InputTally? {
    guard isExhausted, blocksInWork.load(ordering: .acquiring) == 0 else { return nil }
    return stream.withLock { stream in
      tally.withLock { tally in
        if case .ended(let storedBytes, let textBytes, let problems) = stream {
          tally.close(storedBytes: storedBytes, textBytes: textBytes, problems: problems)
        }
        return tally
      }
    }
  }
}
