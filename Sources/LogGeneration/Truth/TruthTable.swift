import MetricLog

/// The sums of everything that was written, kept while it is written.
struct TruthTable {
  /// The sums of one operation in one source.
  struct Cell {
    var releases: [Tally]
    var hours: [Tally]
    /// Hits and misses of each cache of the operation.
    var caches: [HitsAndMisses]
    /// For each release and statement of the operation.
    var statements: [CountAndTime]
    var refusals: [Int] = [0, 0, 0, 0]
    var errorCodes: [String: Int] = [:]
  }

  struct HitsAndMisses {
    var hits = 0
    var misses = 0
  }

  struct CountAndTime {
    var count = 0
    var nanoseconds: Int64 = 0
  }

  /// `cells[source * operations + operation]`.
  private(set) var cells: [Cell]
  private(set) var floodHours: [Tally]
  private(set) var floodReleases: [Tally]
  /// The records of each type, by the type's raw value, that a reader shall accept once.
  var records = Array(repeating: 0, count: RecordType.allCases.count)
  var rejected: [RejectionReason: Int] = [:]
  var duplicates = 0
  var missing = 0
  var dropped = 0

  private let operationCount: Int
  /// The number of the first hour, 1970 being 0.
  let firstHour: Int64

  init(_ plan: GenerationPlan) {
    operationCount = plan.scenario.operations.count
    let hour = Timestamp.microsecondsPerHour
    firstHour = plan.scenario.startMicroseconds / hour
    let hours = Int((plan.endMicroseconds - 1) / hour - firstHour) + 1
    let releases = plan.models.count
    let emptyHours = Array(repeating: Tally(), count: hours)
    let emptyReleases = Array(repeating: Tally(), count: releases)
    floodHours = emptyHours
    floodReleases = emptyReleases
    cells = plan.scenario.sources.flatMap { _ in
      plan.scenario.operations.map { operation in
        Cell(
          releases: emptyReleases,
          hours: emptyHours,
          caches: Array(repeating: HitsAndMisses(), count: operation.caches.count),
          statements: Array(
            repeating: CountAndTime(),
            count: operation.statements.count * releases
          )
        )
      }
    }
  }

  /// Adds a request that was written.
  mutating func add(
    _ record: RequestRecord,
    _ work: RequestWork,
    source: Int,
    operation: Int,
    release: Int
  ) {
    let hour = Int(record.timeMicroseconds / Timestamp.microsecondsPerHour - firstHour)
    let index = source * operationCount + operation
    cells[index].releases[release].add(record)
    cells[index].hours[hour].add(record)
    let weight = record.weight ?? 1
    for cache in work.hits.indices {
      cells[index].caches[cache].hits += work.hits[cache] * weight
      cells[index].caches[cache].misses += work.misses[cache] * weight
    }
    let first = release * work.statementCounts.count
    for statement in work.statementCounts.indices {
      let slot = first + statement
      cells[index].statements[slot].count += work.statementCounts[statement] * weight
      cells[index].statements[slot].nanoseconds +=
        work.statementNanoseconds[statement] * Int64(weight)
    }
    if let refused = record.refused { cells[index].refusals[Int(refused.rawValue)] += weight }
    for code in record.errorCodes { cells[index].errorCodes[code, default: 0] += weight }
  }

  /// Adds a request of the flood, whose operation no other request has.
  mutating func addFlood(_ record: RequestRecord, release: Int) {
    let hour = Int(record.timeMicroseconds / Timestamp.microsecondsPerHour - firstHour)
    floodReleases[release].add(record)
    floodHours[hour].add(record)
  }
}
