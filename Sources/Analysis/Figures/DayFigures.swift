internal import MetricLog
package import Statistics

/// What comparisons and trends need of a day: a few numbers for each operation and environment.
package struct DayFigures: Sendable, Equatable {
  static let version: UInt8 = 1

  package let day: Day
  package var operations: [OperationName: OperationFigures] = [:]
  /// All requests of each environment, folded operations included.
  package var environments: [String: OperationFigures] = [:]
  /// The releases that served requests on the day, in order.
  package var releases: [DayDeploy] = []
  /// The releases that were announced for the day, in order.
  package var announced: [DayDeploy] = []

  /// A day of nothing.
  package init(day: Day) { self.day = day }

  /// The figures of a settled digest of one day; folded operations have none of their own.
  ///
  /// - Parameters:
  ///   - day: The day.
  ///   - digest: Its digest.
  ///   - release: Only this release's requests; `nil` for all.
  /// - Complexity: O(*c*), *c* being the digest's cells.
  package init(day: Day, _ digest: Digest, release: String? = nil) {
    self.day = day
    var sums: [String: Gathered] = [:]
    var serving: Set<DayDeploy> = []
    for (isFolded, items) in [
      (false, digest.operations.items), (true, digest.operations.others),
    ] {
      for item in items {
        let name = OperationName(item.key, digest.names)
        var gathered = Gathered()
        for cell in item.cells {
          let served = digest.names.string(of: cell.release)
          guard release == nil || release == served else { continue }
          gathered.add(CollectionOfOne(cell))
          serving.insert(
            DayDeploy(day: day, service: name.service, env: name.env, release: served)
          )
        }
        guard gathered.tally.requests > 0 else { continue }
        sums[name.env, default: Gathered()].merge(gathered)
        if !isFolded { operations[name] = OperationFigures(gathered) }
      }
    }
    environments = sums.mapValues { OperationFigures($0) }
    releases = serving.filter { $0.release != TimeGrid.otherRelease }.sorted()
    announced = Self.announced(on: day, digest)
  }

  private static func announced(on day: Day, _ digest: Digest) -> [DayDeploy] {
    let deploys = digest.deploys.sorted.map { key, _ in
      DayDeploy(
        day: day,
        service: digest.names.string(of: key.service),
        env: digest.names.string(of: key.env),
        release: digest.names.string(of: key.release)
      )
    }
    return Set(deploys).sorted()
  }

  /// The requests of each service and environment, folded operations left out.
  var environmentRequests: LogVolumes.Counts {
    operations.reduce(into: [:]) { counts, entry in
      let environment = Report.Environment(service: entry.key.service, env: entry.key.env)
      counts[environment] = (counts[environment] ?? 0).addingClamped(entry.value.requests)
    }
  }

  /// The requests of all environments.
  package var requests: Int64 { environments.values.reduce(0) { $0.addingClamped($1.requests) } }

  // MARK: - Stored form

  /// The bytes that a history keeps.
  package func encoded() -> [UInt8] {
    var writer = NamedWriter()
    writer.table(operations)
    writer.bytes.count(environments.count)
    for (env, figures) in environments.sorted(by: { $0.key < $1.key }) {
      writer.name(env)
      figures.encode(into: &writer)
    }
    for list in [releases, announced] {
      writer.bytes.count(list.count)
      for deploy in list {
        for text in [deploy.service, deploy.env, deploy.release] { writer.name(text) }
      }
    }
    return writer.finished(version: Self.version)
  }

  /// Reads what ``encoded()`` gave for a day.
  package init(day: Day, encoded bytes: [UInt8]) throws(ByteCodingError) {
    self.day = day
    var reader = try NamedReader(bytes, version: Self.version)
    operations = try reader.table()
    for _ in 0..<(try reader.bytes.count(elementSize: 13)) {
      environments[try reader.name()] = try OperationFigures(from: &reader)
    }
    releases = try Self.deploys(day, &reader)
    announced = try Self.deploys(day, &reader)
    try reader.finish()
  }

  private static func deploys(
    _ day: Day,
    _ reader: inout NamedReader
  ) throws(ByteCodingError) -> [DayDeploy] {
    var deploys: [DayDeploy] = []
    for _ in 0..<(try reader.bytes.count(elementSize: 3)) {
      deploys.append(
        DayDeploy(
          day: day,
          service: try reader.name(),
          env: try reader.name(),
          release: try reader.name()
        )
      )
    }
    return deploys
  }
}
