package import MetricLog

/// What a run adds to a history: for each day a digest of the records that the history has not.
///
/// A day's digest and the stored one never hold the same record, so merging them gives, byte for byte,
/// the digest of all of the day's logs read at once. Whoever reads logs hands every batch to
/// ``sort(_:_:)``, records the parts apart, and gives the digests of new parts to ``merge(_:of:)``.
package struct DayAdditions: Sendable {
  /// How many records of a day were read.
  package struct Count: Sendable, Equatable {
    /// Records that the history did not have.
    package var new: Int64 = 0
    /// Records that it had.
    package var known: Int64 = 0
    /// Records of a day that the history has removed and does not take back.
    package var expired: Int64 = 0
  }

  /// What one worker's batches' sources are to the history, kept from batch to batch.
  package struct Translation: Sendable {
    fileprivate var known: [Int?] = []
    fileprivate var generation = 0
    fileprivate var claims: [Day: ClaimTranslation] = [:]

    package init() {}
  }

  private let limits: DigestLimits
  private var known: KnownRecords
  /// Records without number of this run, by content.
  private var seen = ContentCounts()
  private var digests: [Day: Digest] = [:]
  private var contents: [Day: ContentCounts] = [:]
  /// The records read of each day.
  package private(set) var counts: [Day: Count] = [:]

  package init(known: KnownRecords, limits: DigestLimits = .standard) {
    self.known = known
    self.limits = limits
  }

  /// The days to which something is added, in order.
  package var days: [Day] { digests.keys.sorted() }

  /// The settled digest and the contents that are added to a day.
  package func addition(to day: Day) -> (digest: Digest, contents: ContentCounts) {
    var digest = digests[day] ?? Digest(limits: limits)
    digest.settle()
    return (digest, contents[day] ?? ContentCounts())
  }

  // MARK: - Reading

  /// Sorts the records of a batch, which the run has claimed, by day and by whether they are new.
  ///
  /// - Complexity: O(*n* log *i*), *n* being the records and *i* the intervals of a writer's numbers.
  package mutating func sort(
    _ batch: RecordBatch,
    _ translation: inout Translation
  ) -> [DayPart] {
    update(&translation, batch)
    var rows = batch
    rows.unknownNames = [:]
    var parting = DayParting()
    assign(batch.requests, 1, batch, translation, &parting)
    assign(batch.operationTexts, 2, batch, translation, &parting)
    assign(batch.statementTexts, 3, batch, translation, &parting)
    assign(batch.processes, 4, batch, translation, &parting)
    assign(batch.cacheEvents, 5, batch, translation, &parting)
    assign(batch.deploys, 6, batch, translation, &parting)
    assign(batch.alerts, 7, batch, translation, &parting)
    assign(batch.writers, 8, batch, translation, &parting)
    assign(batch.unknownRecords, 9, batch, translation, &parting)
    var parts = parting.parts(of: rows)
    for index in parts.indices where parts[index].key.isNew {
      claim(&parts[index], &translation)
    }
    if !batch.unknownNames.isEmpty {
      var names = batch
      names.removeRows()
      names.unknownNames = batch.unknownNames
      parts.append(DayPart(key: DayPart.Key(day: nil, isNew: false), batch: names))
    }
    return parts
  }

  /// Notes the numbers of new records in the digest of their day.
  private mutating func claim(_ part: inout DayPart, _ translation: inout Translation) {
    guard let day = part.key.day else { return }
    var claims = translation.claims[day] ?? ClaimTranslation()
    digests[day, default: Digest(limits: limits)].claim(&part.batch, &claims)
    translation.claims[day] = claims
  }

  private mutating func update(_ translation: inout Translation, _ batch: RecordBatch) {
    if translation.generation != batch.generation {
      translation.known.removeAll()
      translation.generation = batch.generation
    }
    for index in translation.known.count..<batch.sources.count {
      translation.known.append(known.index(of: batch.sources[index], batch.symbols))
    }
  }

  private mutating func assign<Row: RecordRow>(
    _ rows: [Row],
    _ type: UInt64,
    _ batch: RecordBatch,
    _ translation: Translation,
    _ parting: inout DayParting
  ) {
    parting.assign(rows) { row in
      let head = row.head
      let day = Day(ofMicroseconds: head.timeMicroseconds)
      if let horizon = known.horizon, day < horizon {
        counts[day, default: Count()].expired += 1
        return DayPart.Key(day: day, isNew: false)
      }
      var isNew = true
      if head.seq > 0 {
        isNew =
          !(translation.known[Int(head.source)].map { known.holds(head.seq, at: $0) } ?? false)
      } else {
        var hash = ContentHash(type: type, head, batch)
        row.hash(into: &hash, batch)
        isNew = addContent(hash.value, day)
      }
      if isNew {
        counts[day, default: Count()].new += 1
      } else {
        counts[day, default: Count()].known += 1
      }
      return DayPart.Key(day: day, isNew: isNew)
    }
  }

  /// Whether a content stands in this run more often than in the history.
  private mutating func addContent(_ hash: UInt64, _ day: Day) -> Bool {
    guard seen.add(hash) > known.count(of: hash, on: day) else { return false }
    _ = contents[day, default: ContentCounts()].add(hash)
    return true
  }

  /// Adds what was recorded of new parts of a day.
  package mutating func merge(_ digest: Digest, of day: Day) {
    // Records are claimed in `sort` and nowhere else, so none is in both.
    _ = digests[day, default: Digest(limits: limits)].merge(digest)
  }

  // MARK: - Digests

  /// Adds a whole digest, which must be of one day and either new to the history or known to it.
  ///
  /// - Parameters:
  ///   - digest: The digest.
  ///   - name: The day that its file is named for, which counts when none of its records leaves a time
  ///     in it: so does a day on which files were closed and nothing else happened.
  /// - Throws: ``DigestRefusal`` when what it holds cannot be told apart.
  package mutating func add(_ digest: Digest, named name: Day? = nil) throws(DigestRefusal) {
    let claims = digest.writerClaims
    let records = claims.reduce(UInt64(0)) { $0 &+ $1.numbers.count }
    guard digest.unidentified == 0 else { throw .withoutNumbers(records: digest.unidentified) }
    guard digest.unselected == 0 else { throw .filtered }
    guard records > 0 else { return }
    guard let days = digest.timedDays, days.count <= 1 else { throw .severalDays }
    guard let day = days.first ?? name else { throw .noDay }
    if let horizon = known.horizon, day < horizon {
      counts[day, default: Count()].expired += Int64(clamping: records)
      return
    }
    var common: UInt64 = 0
    for claim in claims { common &+= known.common(with: claim) }
    guard common < records else {
      counts[day, default: Count()].known += Int64(clamping: records)
      return
    }
    guard common == 0 else { throw .partlyKnown(records: common) }
    var addition = digest
    addition.forgetInput()
    let twice = digests[day, default: Digest(limits: limits)].merge(addition)
    guard twice == 0 else { throw .partlyKnown(records: twice) }
    counts[day, default: Count()].new += Int64(clamping: records)
  }
}

/// Why a digest cannot be added to a history.
package enum DigestRefusal: Error, Equatable {
  /// It holds records of more than one day.
  case severalDays
  /// Nothing in it has a time, and its file is not named for a day.
  case noDay
  /// Some of its records have neither `writer` nor `seq`.
  case withoutNumbers(records: Int64)
  /// Filters have left records out that it says it has read.
  case filtered
  /// The history has some of its records and not the others.
  case partlyKnown(records: UInt64)

  /// The reason and the remedy in one sentence.
  package var message: String {
    switch self {
    case .severalDays:
      "is of more than one day (UTC): make it with digest --daily, or read the logs themselves"
    case .noDay:
      "holds nothing that has a time: name its file for its day, such as 2026-11-22.digest"
    case .withoutNumbers(let records):
      "holds \(records) records without writer and seq, which a digest cannot tell from those in "
        + "the history: read the logs themselves"
    case .filtered:
      "was made with filters, so it is not the whole of its records: make it without"
    case .partlyKnown(let records):
      "\(records) of its records are in the history already, and a digest cannot tell which: "
        + "read the logs themselves"
    }
  }
}
