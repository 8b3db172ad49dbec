internal import MetricLog

/// Reads lines of a metric log into a ``RecordBatch``: strict JSON, read once, no document tree.
///
/// The scanner walks the bytes of one line and knows the field names; what it does not know it
/// checks and skips. A line that cannot be accepted leaves no trace in the batch. Strings are names
/// of the batch's symbol table; in the loop over known fields nothing is allocated.
struct LineScanner: ~Copyable {
  /// The accepted records so far.
  var batch = RecordBatch()

  var cursor: Cursor
  var lineStart: Cursor
  var lineLength = 0
  /// How many arrays and objects are open at the cursor.
  var depth = 0
  let fieldTable = FieldTable.shared
  var predictor = KeyPredictor()
  let masks = FieldMasks()
  let words = KnownWords()
  let prototypes = RowPrototypes()
  let powers = PowersOfTen()
  /// Decoded bytes of the last string that had escapes.
  var scratch: [UInt8] = []
  var record = RecordFields()
  var sourceMemo = SourceMemo()
  var segments = SourceSegments()
  var dayMemo = DayMemo()

  init() {
    cursor = .none
    lineStart = .none
  }

  /// Reads one line, which starts at `start`, has `length` bytes and is followed by a newline.
  mutating func scan(_ start: Cursor, length: Int) -> ScanOutcome {
    cursor = start
    lineStart = start
    lineLength = length
    depth = 0
    record.begin(batch, prototypes.request)
    segments.begin()
    do throws(ScanFailure) {
      return try scanRecord()
    } catch {
      record.undo(in: &batch)
      return .rejected(error)
    }
  }

  private mutating func scanRecord() throws(ScanFailure) -> ScanOutcome {
    skipSpace()
    guard cursor.byte == Ascii.openBrace else { throw try notAnObject() }
    try object(nil, allowed: .max) { (scanner, field) throws(ScanFailure) in
      try scanner.topLevel(field)
    }
    skipSpace()
    guard column == lineLength else { throw fail(.invalidJSON) }
    return try finishRecord()
  }

  /// A line that is JSON but no object is told from one that is not JSON.
  private mutating func notAnObject() throws(ScanFailure) -> ScanFailure {
    let failure = fail(.notAnObject)
    try skipValue()
    skipSpace()
    return column == lineLength ? failure : fail(.invalidJSON)
  }

  /// Empties the batch and forgets every name.
  mutating func forgetNames() {
    batch.forgetNames()
    sourceMemo.removeAll()
    segments.removeAll()
  }

  // MARK: - Places

  /// The number of bytes of the line before the cursor.
  @inline(__always)
  var column: Int { cursor.distance(from: lineStart) }

  /// Mutating, as every method of the scanner: a method that borrows is given a copy of its 1.4 KB.
  @inline(__always)
  mutating func fail(_ reason: RejectionReason, _ field: FieldName? = nil) -> ScanFailure {
    ScanFailure(reason, column: Swift.min(column, lineLength), field: field)
  }

  /// Skips white space; at the newline that ends the line it stays.
  @inline(__always)
  mutating func skipSpace() {
    if cursor.byte <= Ascii.space { skipSpaceSlowly() }
  }

  @inline(never)
  private mutating func skipSpaceSlowly() {
    while column < lineLength {
      switch cursor.byte {
      case Ascii.space, Ascii.tab, Ascii.newline, Ascii.carriageReturn: cursor.advance(1)
      default: return
      }
    }
  }

  // MARK: - Objects and arrays

  /// Reads an object's members and hands each field that it may have to `body`, at its value.
  ///
  /// Unknown names are counted and skipped, `null` is read as absent, a known name that stands
  /// twice is refused.
  /// - Returns: The fields that were present and not `null`, as bits.
  @inline(__always)
  @discardableResult
  mutating func object(
    _ parent: FieldName?,
    allowed: UInt64,
    _ body: (inout LineScanner, FieldName) throws(ScanFailure) -> Void
  ) throws(ScanFailure) -> UInt64 {
    guard cursor.byte == Ascii.openBrace else { throw try wrongType(parent) }
    depth += 1
    var seen: UInt64 = 0
    var present: UInt64 = 0
    var previous = KeyPredictor.beginning
    while true {
      // The cursor is at the brace or comma in front of a member.
      if parent == nil { record.members &+= 1 }
      let field: FieldName?
      if let guess = guessedKey(parent, after: previous) {
        field = guess
      } else {
        cursor.advance(1)
        skipSpace()
        if previous == KeyPredictor.beginning, cursor.byte == Ascii.closeBrace { break }
        field = try searchedKey(parent, after: previous)
      }
      previous = field?.place ?? KeyPredictor.unknown
      if let field, allowed & field.bit != 0,
        parent == nil ? !field.isNestedOnly : !field.sharesItsBit
      {
        guard seen & field.bit == 0 else { throw fail(.duplicateKey, field) }
        seen |= field.bit
        if cursor.byte == Ascii.lowercaseN {
          if parent == nil {
            // As in `sourceField`: what a remembered segment stood for is not among `seen`.
            guard record.present & field.bit == 0 else { throw fail(.duplicateKey, field) }
            record.hasNull = true
          }
          try literal("null")
        } else {
          present |= field.bit
          try body(&self, field)
        }
      } else {
        try skipUnknown(parent, field)
      }
      if cursor.byte == Ascii.comma { continue }
      skipSpace()
      if cursor.byte == Ascii.closeBrace { break }
      guard cursor.byte == Ascii.comma else { throw fail(.invalidJSON) }
    }
    cursor.advance(1)
    depth -= 1
    return present
  }

  /// Reads an array and hands each element to `body`; `null` is not an element of any of ours.
  @inline(__always)
  mutating func array(
    _ field: FieldName,
    _ body: (inout LineScanner) throws(ScanFailure) -> Void
  ) throws(ScanFailure) {
    guard cursor.byte == Ascii.openBracket else { throw try wrongType(field) }
    depth += 1
    cursor.advance(1)
    skipSpace()
    if cursor.byte == Ascii.closeBracket {
      depth -= 1
      cursor.advance(1)
      return
    }
    while true {
      try body(&self)
      skipSpace()
      let byte = cursor.byte
      guard byte == Ascii.comma || byte == Ascii.closeBracket else { throw fail(.invalidJSON) }
      cursor.advance(1)
      if byte == Ascii.closeBracket {
        depth -= 1
        return
      }
      skipSpace()
    }
  }

  /// Reads the name and colon of the member that followed last time, if it follows again.
  ///
  /// Lines of one writer have their members in one order, so this is two comparisons of words instead
  /// of a search. The cursor is in front of the member and ends at its value, or stays.
  @inline(__always)
  private mutating func guessedKey(_ parent: FieldName?, after previous: UInt8) -> FieldName? {
    guard cursor.byte(at: 1) == Ascii.quote,
      let (field, length) = predictor.match(
        cursor.word(at: 2),
        cursor.word(at: 10),
        parent,
        after: previous
      )
    else { return nil }
    cursor.advance(length + 2)
    skipSpace()
    return field
  }

  /// Reads a member's name and colon, wherever it stands in the object.
  ///
  /// - Returns: The field, or `nil` when the format has no such name: it is then counted.
  @inline(never)
  private mutating func searchedKey(
    _ parent: FieldName?,
    after previous: UInt8
  ) throws(ScanFailure) -> FieldName? {
    guard cursor.byte == Ascii.quote else { throw fail(.invalidJSON) }
    cursor.advance(1)
    let first = cursor.word(at: 0)
    let stop = Swar.stringStop(first)
    let isShort = stop != 0
    let end = isShort ? stop : Swar.stringStop(cursor.word(at: 8))
    guard end != 0 else { return try slowKey() }
    let length = end.trailingZeroBitCount >> 3
    guard cursor.byte(at: isShort ? length : 8 + length) == Ascii.quote else {
      return try slowKey()
    }
    let field =
      isShort
      ? fieldTable.find(head: Swar.lowBytes(first, length), tail: 0)
      : fieldTable.find(head: first, tail: Swar.lowBytes(cursor.word(at: 8), length))
    guard let field else { return try slowKey() }
    cursor.advance((isShort ? length : 8 + length) + 1)
    try colon()
    predictor.learn(field, parent, after: previous)
    return field
  }

  @inline(__always)
  private mutating func colon() throws(ScanFailure) {
    skipSpace()
    guard cursor.byte == Ascii.colon else { throw fail(.invalidJSON) }
    cursor.advance(1)
    skipSpace()
  }

  /// A name that is unknown, long, or written with escapes.
  @inline(never)
  private mutating func slowKey() throws(ScanFailure) -> FieldName? {
    let name = try stringBody()
    record.lastUnknown = intern(name)
    var field: FieldName?
    if name.isDecoded, scratch.count <= 16 {
      let words = FieldTable.words(of: scratch)
      field = fieldTable.find(head: words.head, tail: words.tail)
      // The words are padded with NUL bytes, which an escape can write.
      if scratch.last == 0 { field = nil }
    }
    try colon()
    return field
  }

  /// Counts and skips a member that the format does not have, or not in this object.
  @inline(never)
  mutating func skipUnknown(_ parent: FieldName?, _ field: FieldName?) throws(ScanFailure) {
    let name = field.map { batch.symbols.intern($0.text) } ?? record.lastUnknown
    record.unknown.append(UnknownName(parent: parent, name: name))
    try skipValue()
  }

  /// A value of another type: not JSON at all, or JSON of the wrong kind.
  @inline(never)
  mutating func wrongType(_ field: FieldName?) throws(ScanFailure) -> ScanFailure {
    let failure = fail(.wrongType, field)
    try skipValue()
    return failure
  }
}
