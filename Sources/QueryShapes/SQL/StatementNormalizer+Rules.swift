extension StatementNormalizer {
  /// What has been read and waits for the next token to be decided.
  enum Hold: UInt8 {
    case nothing
    /// A `union`, or a semicolon: the next token begins a branch.
    case branch
    /// The word `limit`; it and a literal; these and a comma or `offset`.
    case limit
    case limitValue
    case limitComma
    case limitOffset
    /// A row of `values`; it and a comma.
    case rowEnd
    case rowComma
    /// The `::` behind a literal in a list.
    case castType
  }

  enum TokenClass {
    case word
    case literal
    case comma
    case open
    case close
    case other
  }

  /// What is known of the statement being read.
  struct Statement {
    var wordCount = 0
    var first: StatementWord?
    /// Whether its names are made up by a program, as those of savepoints are.
    var hidesNames = false
  }

  /// Whether all statements only control transactions.
  var isTransactionControl: Bool { statements > 0 && controls == statements }

  /// Whether the next token must be asked about.
  @inline(__always)
  var isWatching: Bool { hold != .nothing || skippedDepth > 0 || skipsRest }

  /// Decides about what is held, now that the next token is known; false drops the token.
  mutating func accepts(_ token: TokenClass, _ word: StatementWord? = nil) -> Bool {
    if skipsRest { return false }
    if skippedDepth > 0 {
      if token == .open { skippedDepth += 1 }
      if token == .close { skippedDepth -= 1 }
      if skippedDepth == 0 { hold = .rowEnd }
      return false
    }
    let held = hold
    hold = .nothing
    switch held {
    case .nothing: return true
    case .branch: beginBranch(word)
    case .limit: if token == .literal { hold = .limitValue }
    case .limitValue:
      if token == .comma { hold = .limitComma }
      if word == .offset { hold = .limitOffset }
      return hold == .nothing
    case .limitComma, .limitOffset:
      if token == .literal { return false }
      if held == .limitComma { writeComma() } else { writeHeld("offset") }
    case .rowEnd:
      if token == .comma { hold = .rowComma }
      return hold == .nothing
    case .rowComma: return acceptsRow(token, word)
    case .castType: return token != .word
    }
    return true
  }

  /// Leaves out the rows behind the first; a comma that no row follows was another's.
  private mutating func acceptsRow(_ token: TokenClass, _ word: StatementWord?) -> Bool {
    if token == .open {
      skippedDepth = 1
      return false
    }
    if word == .row {
      hold = .rowComma
      return false
    }
    writeComma()
    return true
  }

  // MARK: Words

  /// Counts the statement's first words; true when this word is a literal in truth.
  mutating func note(_ word: StatementWord?) -> Bool {
    statement.wordCount += 1
    if statement.wordCount == 1 {
      statements += 1
      statement.first = word
      switch word {
      case .begin, .commit, .end, .abort: controls += 1
      case .rollback, .release, .savepoint:
        controls += 1
        statement.hidesNames = true
      default: break
      }
      return false
    }
    if statement.hidesNames {
      switch word {
      case .savepoint, .to, .transaction, .work, .and, .no, .chain: return false
      default: return true
      }
    }
    guard statement.wordCount == 2 else { return false }
    switch (statement.first, word) {
    case (.start, .transaction), (.set, .transaction): controls += 1
    case (.begin, .select), (.begin, .insert), (.begin, .update), (.begin, .delete),
      (.begin, .declare), (.begin, .set), (.begin, .if), (.begin, .call):
      // The body of a routine.
      controls -= 1
    case (.use, _): return dialect == .mysql
    default: break
    }
    return false
  }

  /// Applies the rule of a word; true when nothing more is to be written.
  mutating func applies(_ word: StatementWord) -> Bool {
    switch word {
    case .null, .true, .false:
      guard last != .dot else { return false }
      literal()
      return true
    case .asc where frame.isOrdered && last != .dot:
      return true
    case .by where lastWord == .order:
      frame.isOrdered = true
    case .row where lastWord == .values:
      return true
    case .offset:
      offsetStart = output.count
    case .limit where last != .dot:
      if let offset = offsetLiteral, offset.upperBound == output.count, last == .literal {
        output.cut(to: offset.lowerBound)
        last = .name
      }
      hold = .limit
    case .union where last != .dot:
      endBranch()
      frame.connectorStart = output.count
      frame.isUnionAll = false
      hold = .branch
    default: break
    }
    return false
  }

  // MARK: Unions

  private mutating func beginBranch(_ word: StatementWord?) {
    if word == .all || word == .distinct, frame.previousBranch != nil {
      frame.isUnionAll = word == .all
      hold = .branch
    } else {
      frame.branchStart = output.count + spaceLength
    }
  }

  /// Ends a `select` of a union; one that repeats the one before it is replaced by a mark.
  ///
  /// Each branch is compared once with the one before it: linear time.
  mutating func endBranch() {
    let current = min(frame.branchStart, output.count)..<output.count
    guard let previous = frame.previousBranch, isEqual(previous, current) else {
      frame.previousBranch = current
      frame.isMarked = false
      return
    }
    output.cut(to: frame.connectorStart)
    if !frame.isMarked {
      output.append(
        contentsOf: (frame.isUnionAll ? " /*repeat union all*/" : " /*repeat union*/").utf8
      )
      frame.isMarked = true
    }
    last = .name
  }
  private func isEqual(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    guard first.count == second.count else { return false }
    let distance = second.lowerBound - first.lowerBound
    for index in first where output[index] != output[index + distance] { return false }
    return true
  }
}
