/// The rows of a batch by operation.
///
/// Requests of two hundred operations come mixed; taken one operation after the other, an operation's
/// counters and buckets are fetched into the cache once a batch and not once a request.
struct RowGroups: Sendable {
  /// A row of the batch and its operation's place (``OperationTable/place(of:names:)``).
  struct Entry: Sendable {
    var place: Int32
    var row: Int32
    /// Index into the batch's periods.
    var period: Int32
  }

  private var entries: [Entry] = []
  private var starts: [Int32] = []
  /// The entries by place, in the order of rows within a place; after ``sort(places:others:)``.
  private(set) var sorted: [Entry] = []

  mutating func add(row: Int, place: Int, period: Int) {
    entries.append(
      Entry(
        place: Int32(truncatingIfNeeded: place),
        row: Int32(truncatingIfNeeded: row),
        period: Int32(truncatingIfNeeded: period)
      )
    )
  }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    sorted.removeAll(keepingCapacity: true)
  }

  /// Sorts by counting.
  ///
  /// - Parameters:
  ///   - places: Places from 0 on are below this number.
  ///   - others: Places below 0 reach down to this number, negated.
  /// - Complexity: O(*n* + places + others), *n* being the entries.
  mutating func sort(places: Int, others: Int) {
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: places + others + 1))
    for entry in entries { starts[Int(entry.place) + others + 1] += 1 }
    for place in 1..<starts.count { starts[place] += starts[place - 1] }
    sorted.append(contentsOf: entries)
    for entry in entries {
      let slot = Int(entry.place) + others
      sorted[Int(starts[slot])] = entry
      starts[slot] += 1
    }
  }
}
