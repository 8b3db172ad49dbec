internal import MetricLog
package import Statistics

/// An operation's hours of a day, for a first look at a change that is not a day old.
package struct OperationHours: Sendable, Equatable {
  /// One hour that had requests.
  package struct Hour: Sendable, Equatable {
    /// In 0..<24, UTC.
    package var hour: UInt8
    package var requests: Int64
    package var durationNanoseconds: Int64

    package init(hour: UInt8, requests: Int64, durationNanoseconds: Int64) {
      (self.hour, self.requests) = (hour, requests)
      self.durationNanoseconds = durationNanoseconds
    }
  }

  /// In order; empty when the day's digest does not tell hours apart.
  package var hours: [Hour] = []

  package init() {}
}

extension OperationHours: StoredRow {
  func encode(into writer: inout NamedWriter) {
    writer.bytes.count(hours.count)
    for hour in hours {
      writer.bytes.byte(hour.hour)
      writer.bytes.naturals(hour.requests, hour.durationNanoseconds)
    }
  }

  init(from reader: inout NamedReader) throws(ByteCodingError) {
    for _ in 0..<(try reader.bytes.count(elementSize: 3)) {
      let hour = Hour(
        hour: try reader.bytes.byte(),
        requests: try reader.bytes.natural(),
        durationNanoseconds: try reader.bytes.natural()
      )
      guard hour.hour < 24, hours.last.map({ $0.hour < hour.hour }) ?? true else {
        throw reader.bytes.damaged
      }
      hours.append(hour)
    }
  }
}

/// The hours of each operation.
package typealias DayHours = DayTable<OperationHours>

extension DayTable<OperationHours> {
  /// The hours of a settled digest of one day; folded operations have none.
  package init(day: Day, _ digest: Digest) {
    rows = [:]
    guard digest.periods.cells.stretchHours == 1 else { return }
    for item in digest.operations.items {
      var sums: [Int32: Gathered] = [:]
      for cell in item.cells {
        sums[cell.stretch, default: Gathered()].add(CollectionOfOne(cell))
      }
      let hours = sums.sorted { $0.key < $1.key }.compactMap { stretch, gathered in
        UInt8(exactly: stretch - day.number * 24).map { hour in
          OperationHours.Hour(
            hour: hour,
            requests: gathered.tally.requests,
            durationNanoseconds: gathered.duration.sum
          )
        }
      }
      var operation = OperationHours()
      operation.hours = hours.filter { $0.hour < 24 }
      rows[OperationName(item.key, digest.names)] = operation
    }
  }

  /// The bytes that a history keeps.
  package func encoded() -> [UInt8] { encodedRows() }

  /// Reads what ``encoded()`` gave.
  package init(encoded bytes: [UInt8]) throws(ByteCodingError) { try self.init(bytes: bytes) }
}
