import MetricLog

/// A scenario made ready: models for each release, tables to pick from, and the volume.
struct GenerationPlan: Sendable {
  let scenario: Scenario
  let seed: UInt64
  /// The requests that happen, the flood not counted.
  let requestCount: Int
  let floodCount: Int
  let endMicroseconds: Int64
  /// `models[release][operation]`.
  let models: [[OperationModel]]
  let explanations: [Explanation]
  let slots: [WriterSlot]
  /// The slots of each source.
  let sourceSlots: [Range<Int>]
  /// For each operation, the sources that run it.
  let operationSources: [WeightedSources]
  let load: HourlyLoad
  let clients: [RequestRecord.Client]
  let clientPick: AliasTable?

  init(scenario: Scenario, seed: UInt64, requestCount: Int?, floodCount: Int) {
    self.scenario = scenario
    self.seed = seed
    self.floodCount = floodCount
    load = HourlyLoad(scenario)
    self.requestCount = requestCount ?? Int(load.requests.rounded())
    endMicroseconds =
      scenario.startMicroseconds
      + Int64(scenario.hours * Double(Timestamp.microsecondsPerHour))
    var table = ExplanationTable()
    models = scenario.releases.indices.map { release in
      let changes = scenario.releases[...release].flatMap(\.changes)
      return scenario.operations.map {
        OperationModel($0, changes: changes, explanations: &table)
      }
    }
    explanations = table.entries
    var slots: [WriterSlot] = []
    var ranges: [Range<Int>] = []
    for (index, source) in scenario.sources.enumerated() {
      let first = slots.count
      for host in source.hosts {
        for _ in 0..<source.writersPerHost { slots.append(WriterSlot(source: index, host: host)) }
      }
      ranges.append(first..<slots.count)
    }
    self.slots = slots
    sourceSlots = ranges
    operationSources = scenario.operations.map {
      WeightedSources(scenario.sources, service: $0.service)
    }
    let versions = scenario.clients.flatMap(Self.versions)
    clients = versions.map(\.client)
    clientPick = versions.isEmpty ? nil : AliasTable(weights: versions.map(\.share))
  }

  private static func versions(
    of client: ScenarioClient
  ) -> [(client: RequestRecord.Client, share: Double)] {
    guard !client.versions.isEmpty else {
      return [(RequestRecord.Client(name: client.name), client.share)]
    }
    let total = client.versions.map(\.share).reduce(0, +)
    return client.versions.map {
      (
        RequestRecord.Client(name: client.name, version: $0.name),
        client.share * $0.share / total
      )
    }
  }
}

/// A place in which one writer after the other lives.
struct WriterSlot: Sendable {
  let source: Int
  let host: String
}

/// The sources that run an operation.
struct WeightedSources: Sendable {
  private let indices: [Int]
  private let table: AliasTable

  init(_ sources: [ScenarioSource], service: String?) {
    indices = sources.indices.filter { service == nil || sources[$0].service == service }
    table = AliasTable(weights: indices.map { sources[$0].share })
  }

  func pick(_ random: inout SplitMix64) -> Int { indices[table.pick(&random)] }
}
