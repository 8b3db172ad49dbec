internal import MetricLog

/// What became of the lines of an input or a stretch of one, put together from its blocks in any
/// order.
struct InputTally {
  private struct Placed {
    var block: Int
    var rejection: BlockTally.Rejection
  }

  private(set) var account: FileAccount
  /// Lines of each block, by the block's number: their prefix sums give line numbers.
  private var blockLines: [Int64] = []
  private var rejections: [Placed] = []
  private let kept: Int

  init(path: String, kept: Int) {
    account = FileAccount(path: path)
    self.kept = kept
  }

  mutating func add(_ tally: BlockTally, block index: Int) {
    account.lines += tally.lines
    account.blank += tally.blank
    account.unknownRecords += tally.unknownRecords
    for type in tally.accepted.indices { account.accepted[type] += tally.accepted[type] }
    for reason in tally.rejected.indices { account.rejected[reason] += tally.rejected[reason] }
    if blockLines.count <= index {
      blockLines.append(contentsOf: repeatElement(0, count: index + 1 - blockLines.count))
    }
    blockLines[index] = tally.lines
    guard !tally.rejections.isEmpty else { return }
    rejections.append(contentsOf: tally.rejections.map { Placed(block: index, rejection: $0) })
    trim()
  }

  /// Adds the stretch behind: its blocks and bytes follow those so far.
  mutating func append(_ stretch: InputTally) {
    rejections += stretch.rejections.map { placed in
      Placed(
        block: blockLines.count + placed.block,
        rejection: placed.rejection.moved(by: account.textBytes)
      )
    }
    blockLines += stretch.blockLines
    account.append(stretch.account)
    trim()
  }

  /// Keeps the first rejections of each reason, wherever the blocks stood that were scanned first.
  private mutating func trim() {
    guard rejections.count > kept else { return }
    rejections.sort { ($0.block, $0.rejection.line) < ($1.block, $1.rejection.line) }
    var counts = [Int](repeating: 0, count: RejectionReason.allCases.count)
    rejections.removeAll { placed in
      counts[Int(placed.rejection.failure.reason.rawValue)] += 1
      return counts[Int(placed.rejection.failure.reason.rawValue)] > kept
    }
  }

  /// Adds what is known of the file as a whole.
  mutating func close(storedBytes: Int64, textBytes: Int64, problems: [ReadProblem]) {
    account.storedBytes = storedBytes
    account.textBytes = textBytes
    account.problems = problems
  }

  /// The kept rejections, in the order of their lines.
  func rejectedLines() -> [RejectedLine] {
    var firstLines: [Int64] = [1]
    for lines in blockLines { firstLines.append(firstLines[firstLines.count - 1] + lines) }
    let sorted = rejections.sorted { ($0.block, $0.rejection.line) < ($1.block, $1.rejection.line) }
    return sorted.map { placed in
      placed.rejection.placed(in: account.path, firstLine: firstLines[placed.block])
    }
  }
}

extension FileAccount {
  /// Adds the account of what follows in the same file.
  fileprivate mutating func append(_ stretch: FileAccount) {
    storedBytes += stretch.storedBytes
    textBytes += stretch.textBytes
    lines += stretch.lines
    blank += stretch.blank
    unknownRecords += stretch.unknownRecords
    for type in accepted.indices { accepted[type] += stretch.accepted[type] }
    for reason in rejected.indices { rejected[reason] += stretch.rejected[reason] }
    if stretch.textBytes > 0 {
      for index in problems.indices { problems[index].noteReadBehind() }
    }
    problems += stretch.problems
  }
}

extension ReadProblem {
  /// Notes that text behind the place of the problem was read all the same.
  fileprivate mutating func noteReadBehind() {
    let note = "members behind it were read"
    guard kind.losesInput, !detail.hasSuffix(note) else { return }
    detail += detail.isEmpty ? note : "; " + note
  }
}

extension BlockTally.Rejection {
  /// The rejection, with so many bytes of text before the stretch.
  func moved(by bytes: Int64) -> BlockTally.Rejection {
    var moved = self
    moved.offset += bytes
    return moved
  }

  /// The rejected line with its place in the input; `firstLine` is the number of the block's first.
  func placed(in path: String, firstLine: Int64) -> RejectedLine {
    RejectedLine(
      reason: failure.reason,
      path: path,
      line: firstLine + line,
      offset: offset,
      column: Int64(failure.column),
      field: failure.field?.text ?? "",
      excerpt: excerpt
    )
  }
}
